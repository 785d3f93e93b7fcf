using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Worker.Tests.Support;

namespace Worker.Tests;

public sealed class KafkaDeliveryTests : KafkaTestBase
{
    [Fact]
    public async Task Messages_OfOnePartition_ComeInOrderAndOneAtATime()
    {
        await using var app = await RunAsync(typeof(Worker));
        var sent = Enumerable.Range(0, 50).Select(i => $"m{i}").ToArray();
        await SendAllAsync(sent);
        var entries = await app.Journal.UntilCountAsync(100);
        entries.ShouldBe(sent.SelectMany(m => new[] { $"begin {m}", $"end {m}" }));
    }

    [Theory]
    [InlineData(typeof(Worker))]
    [InlineData(typeof(BatchWorker))]
    public async Task Failure_ByDefault_IsCommittedAndNotDeliveredAgain(Type type)
    {
        await using (var app = await RunAsync(type, """{ "maxBatchSize": 1 }"""))
        {
            await SendAllAsync("bad", "good");
            await app.Journal.UntilAsync(entries => entries.Contains("end good"));
            app.Journal.Entries.ShouldBe(["begin bad", "begin good", "end good"]);
            app.Logs.At(LogLevel.Error).ShouldHaveSingleItem().ShouldContain($"Function {type.Name} failed");
        }
        await using var again = await RunAsync(type);
        await SendAsync("later");
        (await again.Journal.UntilCountAsync(2)).ShouldBe(["begin later", "end later"]);
    }

    [Theory]
    [InlineData(typeof(Worker))]
    [InlineData(typeof(BatchWorker))]
    public async Task Failure_NotToBeCommitted_IsRetriedInPlaceThenSkipped(Type type)
    {
        await using var app = await RunAsync(
            type,
            """{ "maxBatchSize": 1, "commitOnFailure": false, "maxRetries": 2 }"""
        );
        await SendAllAsync("bad", "good");
        await app.Journal.UntilAsync(entries => entries.Contains("end good"));
        app.Journal.Entries.ShouldBe(["begin bad", "begin bad", "begin bad", "begin good", "end good"]);
        app.Logs.At(LogLevel.Error).ShouldContain(e => e.Contains($"{Topic}/0/0 failed after 2 retries"));
    }

    [Fact]
    public async Task Failure_RetriedWithoutEnd_ComesAgainAfterARestart()
    {
        const string kafka = """{ "commitOnFailure": false, "maxRetries": -1 }""";
        await using (var app = await RunAsync(typeof(Worker), kafka))
        {
            await SendAllAsync("bad", "good");
            await app.Journal.UntilCountAsync(3);
        }
        await using var again = await RunAsync(typeof(Worker), kafka);
        (await again.Journal.UntilCountAsync(2)).Take(2).ShouldBe(["begin bad", "begin bad"]);
    }

    [Fact]
    public async Task Failure_WithRetryAttribute_IsTriedAsOftenAsItSays()
    {
        await using var app = await RunAsync(typeof(Retried));
        await SendAllAsync("m", "n");
        var entries = await app.Journal.UntilCountAsync(6);
        entries.ShouldBe(["m 0/2", "m 1/2", "m 2/2", "n 0/2", "n 1/2", "n 2/2"]);
    }

    [Fact]
    public async Task Stop_WithAnInvocationUnderWay_WaitsCommitsAndLeavesTheRest()
    {
        await SendAllAsync("waits", "next");
        var app = await RunAsync(typeof(Worker));
        await app.Journal.UntilCountAsync(1);
        var stopping = app.Host.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        app.Journal.Add("go");
        await stopping;
        app.Journal.Entries.ShouldBe(["begin waits", "go", "end waits"]);
        await app.DisposeAsync();
        await using var again = await RunAsync(typeof(Worker));
        (await again.Journal.UntilCountAsync(2)).ShouldBe(["begin next", "end next"]);
    }

    [Fact]
    public async Task Brokers_UnreachableAtStart_AreTriedUntilTheyAnswer()
    {
        Broker.SetBrokerDown(1);
        await using var app = await RunAsync(typeof(Worker), """{ "reconnectBackoffMaxMs": 100 }""");
        await Poll.UntilAsync(() => app.Logs.At(LogLevel.Warning).Any(e => e.Contains("down")), () => $"{app.Logs}");
        Broker.SetBrokerUp(1);
        await SendAsync("hello");
        (await app.Journal.UntilCountAsync(2)).ShouldBe(["begin hello", "end hello"]);
    }

    [Fact]
    public async Task Consumer_ThatDies_IsCriticalAndDoesNotTakeTheAppDown()
    {
        await using var app = await RunAsync(typeof(Worker), """{ "libkafkaDebug": "no-such-context" }""");
        await Poll.UntilAsync(
            () => app.Logs.At(LogLevel.Critical).Any(e => e.Contains("the consumer of orders died")),
            () => $"{app.Logs}"
        );
    }

    internal sealed class Worker(Journal journal)
    {
        [Function("Worker")]
        public async Task Run([KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g")] KafkaRecord record)
        {
            var text = Encoding.UTF8.GetString(record.Value!);
            journal.Add($"begin {text}");
            await Task.Yield();
            if (text == "waits")
                await journal.UntilAsync(entries => entries.Contains("go"));
            if (text == "bad")
                throw new InvalidOperationException("bad");
            journal.Add($"end {text}");
        }
    }

    internal sealed class BatchWorker(Journal journal)
    {
        [Function("BatchWorker")]
        public Task Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g", IsBatched = true)] KafkaRecord[] records
        ) => new Worker(journal).Run(records.Single());
    }

    internal sealed class Retried(Journal journal)
    {
        [Function("Retried")]
        [ExponentialBackoffRetry(2, "00:00:00.010", "00:00:00.020")]
        public void Run(
            [KafkaTrigger("KafkaBootstrapServers", Topic, ConsumerGroup = "g")] byte[] value,
            FunctionContext context
        )
        {
            var retry = context.RetryContext;
            journal.Add($"{Encoding.UTF8.GetString(value)} {retry.RetryCount}/{retry.MaxRetryCount}");
            throw new InvalidOperationException("always");
        }
    }
}
