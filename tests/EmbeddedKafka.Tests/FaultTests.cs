using System.Buffers.Binary;
using System.Net.Sockets;
using Confluent.Kafka;

namespace Mothership.Local.EmbeddedKafka.Tests;

public sealed class FaultTests : IDisposable
{
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task BrokerDown_ThenUp_KeepsPortAndMessages()
    {
        _broker.CreateTopic("kept", partitions: 1);
        using (var producer = Clients.Producer(_broker.BootstrapServers))
            await producer.ProduceAsync("kept", Clients.Message("k", "survivor"));
        _broker.SetBrokerDown(1);
        _broker.SetBrokerDown(1);
        await Should.ThrowAsync<SocketException>(Connect);
        _broker.SetBrokerUp(1);
        _broker.SetBrokerUp(1);
        Clients.ReadAll(_broker.BootstrapServers, "kept", 1).Single().Message.Value.ShouldBe("survivor");
    }

    [Fact]
    public async Task BrokerDown_ProducerWaiting_DeliversWhenItIsUpAgain()
    {
        _broker.CreateTopic("patient", partitions: 1);
        using var producer = Clients.Producer(
            _broker.BootstrapServers,
            c => c.ReconnectBackoffMs = c.ReconnectBackoffMaxMs = 50
        );
        await producer.ProduceAsync("patient", Clients.Message("k", "before"));
        _broker.SetBrokerDown(1);
        var waiting = producer.ProduceAsync("patient", Clients.Message("k", "during"));
        waiting.IsCompleted.ShouldBeFalse();
        _broker.SetBrokerUp(1);
        (await waiting.WaitAsync(Clients.Patience)).Offset.Value.ShouldBe(1);
    }

    [Fact]
    public async Task PushErrors_OneThatIsFinal_FailsTheNextRequestOnly()
    {
        _broker.CreateTopic("faulty", partitions: 1);
        using var producer = Clients.Producer(_broker.BootstrapServers);
        _broker.PushErrors(KafkaApi.Produce, ErrorCode.MsgSizeTooLarge);
        var failure = await Should.ThrowAsync<ProduceException<string, string>>(Produce);
        failure.Error.Code.ShouldBe(ErrorCode.MsgSizeTooLarge);
        (await Produce()).Offset.Value.ShouldBe(0);

        Task<DeliveryResult<string, string>> Produce() => producer.ProduceAsync("faulty", Clients.Message("k", "v"));
    }

    [Fact]
    public async Task ClearErrors_BeforeAnyRequest_NothingFails()
    {
        _broker.CreateTopic("cleared", partitions: 1);
        _broker.PushErrors(KafkaApi.Produce, ErrorCode.MsgSizeTooLarge);
        _broker.ClearErrors(KafkaApi.Produce);
        using var producer = Clients.Producer(_broker.BootstrapServers);
        (await producer.ProduceAsync("cleared", Clients.Message("k", "v"))).Offset.Value.ShouldBe(0);
    }

    [Fact]
    public void Calls_WithUnknownBrokerOrRequest_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.SetBrokerDown(0));
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.SetBrokerUp(2));
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.PushErrors((KafkaApi)77, ErrorCode.Unknown));
        Should.Throw<ArgumentOutOfRangeException>(() => _broker.ClearErrors((KafkaApi)(-5)));
    }

    public static TheoryData<short> UnsupportedRequests => [15, 16, 19, 20, 32, 36, 999, -1];

    /// <summary>
    /// What a stock admin tool may ask (describe groups, list groups, create topics, log in with SASL) and plain
    /// rubbish.
    /// </summary>
    [Theory]
    [MemberData(nameof(UnsupportedRequests))]
    public async Task Request_ThatTheClusterDoesNotKnow_ClosesOnlyThatConnection(short api)
    {
        using var connection = await Connect();
        await AssertCloses(connection, Request(api));
        _broker.CreateTopic($"alive-after-{Math.Abs(api)}").ShouldBeTrue();
        using var admin = Clients.Admin(_broker.BootstrapServers);
        admin.GetMetadata(Clients.Patience).Topics.Single().Error.Code.ShouldBe(ErrorCode.NoError);
    }

    [Theory]
    [InlineData("474554202F20485454502F312E310D0A0D0A")]
    [InlineData("FFFFFFFF00000000000000000000")]
    [InlineData("7FFFFFFF00030001000000010000")]
    [InlineData("0000000A0003000C0000000100FFFF")]
    public async Task Bytes_ThatAreNoKafka_DoNotDisturbOthers(string hex)
    {
        using var connection = await Connect();
        await AssertCloses(connection, Convert.FromHexString(hex));
        using var producer = Clients.Producer(_broker.BootstrapServers);
        (await producer.ProduceAsync("others", Clients.Message("k", "v"))).Status.ShouldBe(PersistenceStatus.Persisted);
    }

    private static byte[] Request(short api)
    {
        var request = new byte[14];
        BinaryPrimitives.WriteInt32BigEndian(request, 10);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(4), api);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(8), 1);
        return request;
    }

    private static async Task AssertCloses(TcpClient connection, byte[] sent)
    {
        var stream = connection.GetStream();
        await stream.WriteAsync(sent);
        connection.Client.Shutdown(SocketShutdown.Send);
        (await ReadOrReset(stream).WaitAsync(Clients.Patience)).ShouldBe(0, "bytes of an answer");
    }

    private static async Task<int> ReadOrReset(NetworkStream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[64]);
        }
        catch (IOException e)
            when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }

    private async Task<TcpClient> Connect()
    {
        var address = _broker.BootstrapServers.Split(':');
        var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1]));
        return client;
    }
}
