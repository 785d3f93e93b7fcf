using System.CommandLine;
using Mothership.Domain.Fleet;

namespace Mothership.Local.Host;

/// <summary>The command line of <c>mothership-local</c>.</summary>
internal sealed class CommandLine
{
    private const string All = "all";
    private const string Region = "region";

    private readonly Option<string> _app = new("--app")
    {
        Description = "What to run: everything in one process, or one app alone.",
        DefaultValueFactory = _ => All,
    };

    private readonly Option<string[]> _cloud = new("--cloud")
    {
        Description = "With --app region: the cloud of a region, one for each --region.",
    };

    private readonly Option<string[]> _region = new("--region")
    {
        Description = "With --app region: the name of a region.",
    };

    private readonly Option<string> _regions = new("--regions")
    {
        Description = "With --app all: the regions to run.",
        HelpName = "CLOUD/REGION,...",
        DefaultValueFactory = _ => "aws/us-west-2,gcp/europe-west1,azure/eastus",
    };

    private readonly Option<int> _port = new("--port")
    {
        Description = "The API's port on loopback; 0 for any.",
        DefaultValueFactory = _ => 8080,
    };

    private readonly Option<string> _state = new("--state")
    {
        Description = "The folder for everything that survives a restart.",
        DefaultValueFactory = _ => ".mothership",
    };

    private readonly Option<string?> _kafka = new("--kafka")
    {
        Description = "The bus; an embedded one when not given.",
        HelpName = "BROKERS",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "An app setting, for all apps.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<bool> _fakeStripe = new("--fake-stripe")
    {
        Description = "Run a fake Stripe as well, and charge there.",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Log what host.json asks for, not only warnings.",
    };

    internal RootCommand Build(Func<LocalCloudOptions, Task<int>> run)
    {
        _app.AcceptOnlyFromAmong(All, "control-plane", Region);
        var root = new RootCommand("Runs Mothership's control plane and regions on this machine.");
        Option[] options = [_app, _cloud, _region, _regions, _port, _state, _kafka, _set, _fakeStripe, _verbose];
        foreach (var option in options)
            root.Add(option);
        root.SetAction(async parsed => await run(Read(parsed)));
        return root;
    }

    /// <exception cref="UsageException">What is asked for makes no sense.</exception>
    private LocalCloudOptions Read(ParseResult parsed)
    {
        var app = parsed.GetValue(_app)!;
        var options = new LocalCloudOptions
        {
            ControlPlane = app != Region,
            Regions = app switch
            {
                All => ReadList(parsed.GetValue(_regions)!),
                Region => ReadPairs(parsed.GetValue(_cloud) ?? [], parsed.GetValue(_region) ?? []),
                _ => [],
            },
            Port = parsed.GetValue(_port),
            StateFolder = parsed.GetValue(_state)!,
            Kafka = parsed.GetValue(_kafka),
            Settings = ReadSettings(parsed.GetValue(_set) ?? []),
            FakeStripe = parsed.GetValue(_fakeStripe),
            Verbose = parsed.GetValue(_verbose),
            Log = TextWriter.Synchronized(Console.Error),
        };
        return options switch
        {
            { Port: < 0 or > ushort.MaxValue } => throw new UsageException(
                $"--port takes a number up to {ushort.MaxValue}, not {options.Port}."
            ),
            { ControlPlane: false, Kafka: null } => throw new UsageException(
                "A region alone needs --kafka: the brokers of its control plane's bus."
            ),
            { ControlPlane: false, FakeStripe: true } => throw new UsageException(
                "--fake-stripe is for the control plane; a region charges nobody."
            ),
            _ => options,
        };
    }

    private static IReadOnlyList<RegionId> ReadList(string regions) =>
        [
            .. regions
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(ReadRegion),
        ];

    private static IReadOnlyList<RegionId> ReadPairs(string[] clouds, string[] regions) =>
        clouds.Length > 0 && clouds.Length == regions.Length
            ? [.. clouds.Zip(regions, (cloud, region) => ReadRegion($"{cloud}/{region}"))]
            : throw new UsageException("Give --cloud and --region together, as often as there are regions.");

    private static RegionId ReadRegion(string text) =>
        RegionId.TryParse(text, out var region)
            ? region
            : throw new UsageException($"'{text}' is no region: write it like aws/us-west-2.");

    private static Dictionary<string, string?> ReadSettings(IEnumerable<string> settings)
    {
        var read = new Dictionary<string, string?>();
        foreach (var setting in settings)
        {
            var at = setting.IndexOf('=');
            if (at < 1)
                throw new UsageException($"'{setting}' is no setting: write it like Name=Value.");
            read[setting[..at]] = setting[(at + 1)..];
        }
        return read;
    }
}

/// <summary>Something on the command line makes no sense.</summary>
internal sealed class UsageException(string message) : Exception(message);
