package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final Database database = new Database("127.0.0.1", 5433, "correnteza", "seller", "hidden");

    @Test
    void buildsUrlsWithoutThePassword() {
        assertThat(database.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5433/correnteza");
        assertThat(database.r2dbcUrl()).isEqualTo("r2dbc:postgresql://127.0.0.1:5433/correnteza");
    }

    @Test
    void printsNoPassword() {
        assertThat(database.toString()).contains("seller").doesNotContain("hidden");
    }
}
