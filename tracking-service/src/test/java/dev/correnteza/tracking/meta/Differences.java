package dev.correnteza.tracking.meta;

import java.util.List;

/** Where our form is not that of each of Meta's libraries, and why. */
final class Differences {
    /**
     * @param typed key and value
     * @param ours what we hash; empty when the key is left out
     */
    record Difference(String typed, String ours, String reason) {}

    static final List<Difference> ALL = List.of(
            new Difference("country BRA", "br", "the SDKs refuse alpha-3; the country is clear"),
            new Difference("country Brasil", "br", "the SDKs refuse names and lose the event; the country is clear"),
            new Difference("country Brazil", "br", "the SDKs refuse names and lose the event; the country is clear"),
            new Difference(
                    "country United States",
                    "",
                    "names other than Brazil's are not known here; the SDKs refuse them too, the builder takes its first letters"),
            new Difference("country XX", "", "not assigned; the builder takes any two letters"),
            new Difference("ct Brasília", "brasília", "the builder drops the accented letter; both SDKs keep it"),
            new Difference(
                    "ct Ribeirão Preto - SP",
                    "ribeirãopretosp",
                    "the builder drops the accented letter; both SDKs keep it"),
            new Difference(
                    "ct Santa Bárbara d'Oeste",
                    "santabárbaradoeste",
                    "the SDKs keep the apostrophe against the rule of no punctuation"),
            new Difference("ct São Paulo", "sãopaulo", "the builder drops the accented letter; both SDKs keep it"),
            new Difference("db 16/02/1997", "19970216", "the SDKs hash what was typed"),
            new Difference("db 1997-02-16", "19970216", "the SDKs hash what was typed"),
            new Difference("db 2/16/1997", "19970216", "the SDKs hash what was typed; only month before day is a date"),
            new Difference(
                    "em 62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F",
                    "",
                    "no gateway sends hashes: this is no address"),
            new Difference(
                    "em 62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f",
                    "",
                    "no gateway sends hashes: this is no address"),
            new Difference("fn Ana-Lúcia", "analúcia", "the SDKs keep the hyphen against the rule of no punctuation"),
            new Difference("fn Maria Clara", "maria clara", "the builder drops the blank; both SDKs keep it"),
            new Difference("ge feminino", "f", "the libraries know English only"),
            new Difference("ge masculino", "m", "the libraries know English only"),
            new Difference("ln Araújo Filho", "araújo filho", "the builder drops the blank; both SDKs keep it"),
            new Difference("ln D'Ávila", "dávila", "the SDKs keep the apostrophe against the rule of no punctuation"),
            new Difference(
                    "ln Sant'Anna", "santanna", "the SDKs keep the apostrophe against the rule of no punctuation"),
            new Difference(
                    "ln Silva Jr.", "silva jr", "the SDKs keep the dot against the rule, the builder drops the blank"),
            new Difference("ln da Silva", "da silva", "the builder drops the blank; both SDKs keep it"),
            new Difference(
                    "ph (11) 98765-4321", "5511987654321", "nobody else adds the country code that the rule asks for"),
            new Difference("ph +1 (650) 555-1212", "16505551212", "the Java SDK keeps the plus sign"),
            new Difference("ph +55 (85) 9.8888-7777", "5585988887777", "the SDKs keep the dot"),
            new Difference("ph +55 11 98765-4321", "5511987654321", "the Java SDK keeps the plus sign"),
            new Difference("ph 0055 11 98765-4321", "5511987654321", "the Java SDK keeps the zeros"),
            new Difference(
                    "ph 011 98765-4321",
                    "5511987654321",
                    "nobody else adds the country code; the Java SDK keeps the zero"),
            new Difference(
                    "ph 11987654321", "5511987654321", "nobody else adds the country code that the rule asks for"),
            new Difference("ph 12345", "", "too short to be a number with country code; the builder does not look"),
            new Difference(
                    "ph tel: +55 11 98765 4321",
                    "5511987654321",
                    "the Java SDK refuses letters, the Node SDK keeps the colon"),
            new Difference("st BR-SP", "brsp", "the builder takes the first two letters; both SDKs keep all"),
            new Difference("st California", "california", "the builder knows US states; both SDKs keep the name"),
            new Difference(
                    "st Minas Gerais",
                    "minasgerais",
                    "the builder takes the first two letters; both SDKs keep the name"),
            new Difference(
                    "st Rio de Janeiro",
                    "riodejaneiro",
                    "the builder takes the first two letters; both SDKs keep the name"),
            new Difference("st São Paulo", "sp", "three libraries give three hashes: the two-letter code decides"),
            new Difference(
                    "zp 01.310-100", "01310100", "the libraries cut at the dash, which the rule allows in the US only"),
            new Difference("zp 01310 100", "01310100", "the builder keeps the blank"),
            new Difference(
                    "zp 01310-100", "01310100", "the libraries cut at the dash, which the rule allows in the US only"),
            new Difference("zp SW1A 1AA", "sw1a1aa", "the builder keeps the blank"),
            new Difference("zp m1 1ae", "m11ae", "the builder keeps the blank"));

    private Differences() {}
}
