package dev.correnteza.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanWordsTest {
    @ParameterizedTest
    @CsvSource({
        "Plano Mensal, MONTHLY",
        "MENSALIDADE do clube, MONTHLY",
        "R$ 29 por mês, MONTHLY",
        "Acesso 30 dias, MONTHLY",
        "1 mes, MONTHLY",
        "Um mês de acesso, MONTHLY",
        "Monthly plan, MONTHLY",
        "VIP Semanal, WEEKLY",
        "Weekly, WEEKLY",
        "VIP 7dias, WEEKLY",
        "uma semana, WEEKLY",
        "Plano Bimestral, BIMONTHLY",
        "2 meses, BIMONTHLY",
        "Plano TRIMESTRAL, QUARTERLY",
        "quarterly, QUARTERLY",
        "3 months, QUARTERLY",
        "três meses, QUARTERLY",
        "Semestral, SEMIANNUAL",
        "Semi-annual plan, SEMIANNUAL",
        "half-yearly, SEMIANNUAL",
        "6 months, SEMIANNUAL",
        "180 dias, SEMIANNUAL",
        "Assinatura Anual, ANNUAL",
        "Anuidade 2026, ANNUAL",
        "yearly, ANNUAL",
        "12meses, ANNUAL",
        "1 ano, ANNUAL",
        "365 days, ANNUAL",
        "Acesso Vitalício, LIFETIME",
        "VITALICIA, LIFETIME",
        "lifetime deal, LIFETIME",
        "Para sempre, LIFETIME",
        "Anual (12 meses), ANNUAL",
        "Clube R$ 12/mês, MONTHLY",
        "R$ 6/mês, MONTHLY",
        "Clube 12/mês, MONTHLY",
        "Clube 12 reais por mês, MONTHLY",
        "'Plano Mensal R$ 19,90/mês', MONTHLY",
        "'Plano Anual de R$ 1.197,00 por R$ 697', ANNUAL",
        "1 × Clube Exemplo (at R$49.90 / month), MONTHLY",
        "1 × Exemplo (at $10.00 / every 3 months), QUARTERLY",
        "R$ 3/semana, WEEKLY",
        "$6 / year, ANNUAL",
        "R$ 90/trimestre, QUARTERLY",
        "Semi-anual, SEMIANNUAL",
        "Plano semianual, SEMIANNUAL",
        "'Vitalício, sem mensalidade', LIFETIME",
        "'Lifetime, no monthly fees', LIFETIME",
        "Plano mensal: treino 3x por semana, MONTHLY",
        "Plano anual com 7 dias de garantia, ANNUAL",
        "7 dias grátis e depois mensal, MONTHLY"
    })
    void readsWhatANameSays(String name, PlanType expected) {
        assertThat(PlanWords.read(name)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mensal ou anual",
                "Plano anual com 30 dias de acesso",
                "Plano bianual",
                "bi-weekly",
                "Bi-mensal",
                "bi mensalmente",
                "semi-monthly",
                "Tri-mensal",
                "Bi-semanal",
                "semi-weekly",
                "bi-annually",
                "4 meses",
                "2 anos",
                "quinzenal mensal"
            })
    void takesWhatSaysSeveralThingsOrNoneOfOursForUnknown(String name) {
        assertThat(PlanWords.read(name)).contains(PlanType.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Curso de violão",
                "Desafio 21 dias",
                "Manual do aluno",
                "12x de 29,90",
                "Bimensal",
                "Menstrual",
                "5 aulas",
                "sem mensalidade",
                "Curso sem mensalidades nem anuidade",
                "sem anuidade",
                "no monthly fee",
                "Treino 3x por semana",
                "Treino 3x/semana",
                "três vezes por semana",
                "2 vezes ao mês",
                "2 times per week",
                "7 dias de garantia",
                "30 dias grátis",
                "30-day free trial",
                "R$ 12",
                "12 x R$ 6,00"
            })
    void readsNothingWhereNothingIsSaid(String name) {
        assertThat(PlanWords.read(name)).isEmpty();
        assertThat(PlanWords.readSold(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Plano Mensal, MONTHLY",
        "Clube R$ 12/mês, MONTHLY",
        "Acesso 30 dias, MONTHLY",
        "Assinatura do clube - 12 meses, ANNUAL",
        "Plano de 1 ano, ANNUAL",
        "3 months plan: access for 3 months, QUARTERLY",
        "Clube mensal - desafio 60 dias, MONTHLY",
        "Acesso vitalício, LIFETIME",
        "Mensal ou anual, UNKNOWN"
    })
    void readsWhatIsSoldForAPlanWhereItsNameSaysSo(String name, PlanType expected) {
        assertThat(PlanWords.readSold(name)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Emagreça em 30 dias",
                "Desafio 30 dias",
                "7 dias de garantia",
                "Plano alimentar com 7 dias de garantia",
                "Body bebê 6 meses",
                "Tratamento 3 meses",
                "Abdômen definido para sempre",
                "Forever young",
                "1 ano de saúde"
            })
    void takesNoCountForAPlanThatIsNotSaidToBeOne(String name) {
        assertThat(PlanWords.readSold(name)).isEmpty();
    }
}
