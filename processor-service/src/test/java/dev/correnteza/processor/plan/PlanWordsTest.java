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
        "Anual (12 meses), ANNUAL"
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
                "5 aulas"
            })
    void readsNothingWhereNothingIsSaid(String name) {
        assertThat(PlanWords.read(name)).isEmpty();
    }
}
