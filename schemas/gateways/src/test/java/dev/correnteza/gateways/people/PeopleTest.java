package dev.correnteza.gateways.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.correnteza.events.Customer;
import dev.correnteza.events.DocumentType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // area code, number, country, E.164
                "-,11987654321,BR,+5511987654321",
                "-,1133334444,BR,+551133334444",
                "-,(11) 98765-4321,BR,+5511987654321",
                "11,987654321,BR,+5511987654321",
                "11,33334444,-,+551133334444",
                "11,11987654321,BR,+5511987654321",
                "'(11)',98765-4321,BR,+5511987654321",
                // 55 is the area code of a part of Rio Grande do Sul.
                "-,55987654321,BR,+5555987654321",
                "-,5533334444,BR,+555533334444",
                "-,5555987654321,BR,+5555987654321",
                "-,5511987654321,BR,+5511987654321",
                "-,551133334444,BR,+551133334444",
                "-,+5511987654321,US,+5511987654321",
                "-,+55 (11) 98765-4321,-,+5511987654321",
                "-,+1 555 000 0013,US,+15550000013",
                "-,+351912345678,-,+351912345678",
                // cannot be told
                "-,987654321,BR,-",
                "-,33334444,BR,-",
                "-,5550000013,US,-",
                "-,912345678,PT,-",
                "-,1234,BR,-",
                "-,01987654321,BR,-",
                "-,10987654321,BR,-",
                "-,11887654321,BR,-",
                "-,4411987654321,BR,-",
                "-,+55119876,BR,-",
                "-,+551198765432100,BR,-",
                "-,+0123456789,BR,-",
                "-,'',BR,-",
                "-,-,BR,-"
            })
    void writesPhonesAsE164WhereItCanBeTold(String areaCode, String number, String country, String expected) {
        assertThat(Phones.e164(areaCode, number, country)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "55,11,987654321,+5511987654321",
                "+55,-,11987654321,+5511987654321",
                "-,11,987654321,+5511987654321",
                "'',11,987654321,+5511987654321",
                "1,-,5550000013,+15550000013",
                "+351,-,912345678,+351912345678",
                "1,555,0000013,+15550000013",
                "1,-,-,-",
                "1,-,12,-",
                "55,-,987654321,-"
            })
    void joinsACallingCodeThatStandsApart(String callingCode, String areaCode, String number, String expected) {
        assertThat(Phones.e164WithCallingCode(callingCode, areaCode, number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "111.444.777-35,-,11144477735,CPF",
                "11144477735,CPF,11144477735,CPF",
                "11.222.333/0001-81,-,11222333000181,CNPJ",
                "12.ABC.345/01DE-35,-,12ABC34501DE35,CNPJ",
                "12abc34501de35,CNPJ,12ABC34501DE35,CNPJ",
                " 111 444 777 35 ,-,11144477735,CPF",
                "123,-,123,UNKNOWN",
                "12ABC34501DEXX,-,12ABC34501DEXX,UNKNOWN",
                "99999999900,DNI,99999999900,FOREIGN",
                "AB-123,passport,AB123,FOREIGN",
                "./-,-,-,UNKNOWN",
                "'',-,-,UNKNOWN",
                "-,CPF,-,UNKNOWN"
            })
    void stripsPunctuationFromDocumentsAndLettersNever(
            String document, String kind, String expected, DocumentType type) {
        Customer customer = new Customer();

        Documents.set(customer, document, kind);

        assertThat(customer.getDocument()).isEqualTo(expected);
        assertThat(customer.getDocumentType()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"BR,BR", "br,BR", " us ,US", "Brasil,BR", "BRAZIL,BR", "BRA,-", "Estados Unidos,-", "'',-", "-,-"})
    void knowsCountriesByTheirTwoLetters(String country, String expected) {
        assertThat(Countries.alpha2(country)).isEqualTo(expected);
    }
}
