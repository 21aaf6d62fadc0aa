package dev.correnteza.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class SharedStackIT {

    @Test
    void givesEachCallerADatabaseOfItsOwn() throws Exception {
        Database one = TestStack.freshDatabase();
        Database other = TestStack.freshDatabase();

        execute(one, "CREATE TABLE same_name (id int)");
        execute(other, "CREATE TABLE same_name (id int)");

        assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
        assertThat(one.port()).isEqualTo(TestStack.postgres().port());
    }

    @Test
    void createsTopicsAndLeavesThoseThatExist() throws Exception {
        TestStack.createTopics(List.of(new NewTopic("first", 3, (short) 1)));

        TestStack.createTopics(List.of(new NewTopic("first", 1, (short) 1), new NewTopic("second", 1, (short) 1)));

        var bootstrapServers =
                Map.<String, Object>of("bootstrap.servers", TestStack.kafka().bootstrapServers());
        try (var admin = Admin.create(bootstrapServers)) {
            var topics = admin.describeTopics(List.of("first", "second"))
                    .allTopicNames()
                    .get(60, TimeUnit.SECONDS);
            assertThat(topics.get("first").partitions()).hasSize(3);
            assertThat(topics.get("second").partitions()).hasSize(1);
        }
    }

    private static void execute(Database database, String sql) throws Exception {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
