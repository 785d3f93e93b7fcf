using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Mothership.Bus;
using Mothership.Bus.Planning;
using Mothership.Bus.Producing;
using Mothership.Domain.Fleet;

namespace Mothership.Local.BusInit;

/// <summary>The command line of <c>mothership-bus</c>. Exit codes: 0 as planned, 1 not, 2 asked wrongly.</summary>
internal sealed class BusCommandLine(IConfiguration settings, TextWriter output, TextWriter errors)
{
    private const int WrongUse = 2;

    private readonly Option<string?> _kafka = new("--kafka")
    {
        Description = "The brokers; else the setting KafkaBootstrapServers.",
        HelpName = "BROKERS",
    };

    private readonly Option<string?> _ca = new("--ca")
    {
        Description = "A file with the CA's certificate; else the setting KafkaSslCaPem.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _check = new("--check") { Description = "Change nothing, only say what differs." };

    private readonly Option<int> _replication = new("--replication")
    {
        Description = "Replicas of each topic.",
        DefaultValueFactory = _ => TopicPlan.ReplicationFactor,
    };

    private readonly Option<bool> _grow = new("--grow-partitions")
    {
        Description = "Add partitions where there are too few; keys move to others then.",
    };

    private readonly Option<bool> _acls = new("--acls")
    {
        Description = "Also give the control plane's user, and those of the regions named, their rights.",
    };

    private readonly Option<string[]> _region = new("--region")
    {
        Description = "With --acls: a region whose user gets its rights; may be repeated.",
        HelpName = "CLOUD/REGION",
    };

    /// <summary>Runs what the arguments ask for.</summary>
    internal Task<int> RunAsync(string[] arguments)
    {
        var init = new Command("init", "Makes the topics of the central cluster, and the rights of its users.");
        foreach (var option in new Option[] { _kafka, _ca, _check, _replication, _grow, _acls, _region })
            init.Add(option);
        init.SetAction(parsed => InitAsync(parsed));
        var topics = new Command("topics", "Prints the plan of the topics (infra/bus/topics.json).");
        topics.SetAction(_ => output.Write(PlanText.OfTopics()));
        var acls = new Command("acls", "Prints the plan of the rights (infra/bus/acls.json).");
        acls.SetAction(_ => output.Write(PlanText.OfRights()));
        var root = new RootCommand("Sets the central Kafka cluster up. Settings come from the environment.")
        {
            init,
            topics,
            acls,
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
            return Task.FromResult(Refuse(parsed.Errors[0].Message));
        return parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
    }

    private async Task<int> InitAsync(ParseResult parsed)
    {
        var regions = parsed.GetValue(_region) ?? [];
        if (Array.Find(regions, r => !RegionId.TryParse(r, out _)) is { } wrong)
            return Refuse($"'{wrong}' is no region: write it like aws/us-west-2.");
        if (parsed.GetValue(_replication) is < 1 or > 32_767)
            return Refuse("--replication takes a number from 1.");
        var options = new InitOptions(
            parsed.GetValue(_replication),
            parsed.GetValue(_check),
            parsed.GetValue(_grow),
            parsed.GetValue(_acls),
            [.. regions.Select(RegionOf)]
        );
        try
        {
            using var admin = new ClusterAdmin(KafkaSettings.From(Settings(parsed)));
            return await new Initializer(admin, options, output).RunAsync() ? 0 : 1;
        }
        catch (BusUnavailableException e)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            return Refuse(e.Message);
        }
    }

    private IConfiguration Settings(ParseResult parsed)
    {
        var over = new Dictionary<string, string?>();
        if (parsed.GetValue(_kafka) is { } kafka)
            over["KafkaBootstrapServers"] = kafka;
        if (parsed.GetValue(_ca) is { } file)
            over["KafkaSslCaPem"] = File.ReadAllText(file);
        return new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection(over).Build();
    }

    private static RegionId RegionOf(string text) => RegionId.TryParse(text, out var region) ? region : default;

    private int Refuse(string why)
    {
        errors.WriteLine(why);
        return WrongUse;
    }
}
