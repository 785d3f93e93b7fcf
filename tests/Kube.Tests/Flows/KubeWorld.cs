using Kube.Tests.Operator;
using Microsoft.Extensions.DependencyInjection;
using Mothership.Domain.Fleet;
using Mothership.Domain.Ports;
using Mothership.Local.Clock;
using Mothership.Local.Host;
using Mothership.SystemTests.Flows.Support;

namespace Kube.Tests.Flows;

/// <summary>
/// A control plane and its bus in this process, and a Kubernetes cluster with Strimzi for its region.
/// </summary>
internal sealed class KubeWorld : IAsyncDisposable
{
    public static readonly RegionId Region = RegionId.Of("aws", "us-west-2");

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-flows-").FullName;

    // Whose worker is dead for most of the time, or whose clock is moved, is to be waited for.
    private readonly Dictionary<string, string?> _settings = new(Settings)
    {
        ["Provisioning:RegionTimeout"] = "01:00:00",
    };

    private readonly StringWriter _lines = new();
    private readonly TextWriter _log;

    private KubeWorld(KubeRegion kube) => (Kube, _log) = (kube, TextWriter.Synchronized(_lines));

    /// <summary>The Kubernetes cluster, for the test to look at.</summary>
    public KubeRegion Kube { get; }

    /// <summary>The one vault of this world; a region that runs beside it has the same.</summary>
    public string Vault => Path.Combine(_folder, "secrets");

    public LocalCloud Cloud { get; private set; } = null!;

    /// <summary>What its apps have logged.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _lines.ToString();
        }
    }

    /// <summary>The settings that make a region's app a worker of this Kubernetes cluster.</summary>
    public static Dictionary<string, string?> Settings { get; } =
        new() { ["RegionOperator"] = "strimzi", ["Kubernetes:one:KubeconfigSecret"] = "kube-one" };

    /// <param name="server">The API server.</param>
    /// <param name="withRegion">Whether the region's app runs in this process, too.</param>
    /// <param name="clock">The clock of its apps; the machine's if not given.</param>
    /// <param name="settings">More settings of the apps.</param>
    public static async Task<KubeWorld> StartAsync(
        KubeServer server,
        bool withRegion,
        VirtualClock? clock = null,
        params (string Name, string Value)[] settings
    )
    {
        var world = new KubeWorld(await KubeRegion.StartAsync(server));
        foreach (var (name, value) in settings)
            world._settings[name] = value;
        world.PutKubeconfig(server.Kubeconfig(KubeServer.Worker));
        world.Cloud = await LocalCloud.StartAsync(
            new LocalCloudOptions
            {
                StateFolder = world._folder,
                Regions = withRegion ? [Region] : [],
                Settings = world._settings,
                Log = world._log,
                Clock = clock,
            }
        );
        if (withRegion)
            await world.HeardOfAsync();
        return world;
    }

    /// <summary>
    /// Puts a kubeconfig into the vault, in place of what is there, as whoever deploys a region does.
    /// </summary>
    public void PutKubeconfig(string kubeconfig)
    {
        var vault = Directory.CreateDirectory(Vault);
        var file = Path.Combine(vault.FullName, "kube-one");
        File.WriteAllText(file, kubeconfig);
        if (OperatingSystem.IsWindows())
            return;
        vault.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Deploys the region's app anew, with other settings.</summary>
    public async Task RestartRegionAsync(params (string Name, string Value)[] settings)
    {
        await Cloud.StopRegionAsync(Region);
        foreach (var (name, value) in settings)
            _settings[name] = value;
        await Cloud.StartRegionAsync(Region);
    }

    public Task<Customer> NewCustomerAsync() => Customer.NewAsync(Cloud.BaseAddress!, Cloud.HostKey);

    /// <summary>Waits until the control plane has heard of the region.</summary>
    public Task HeardOfAsync()
    {
        var regions = Cloud.ControlPlane!.Services.GetRequiredService<IRegionStore>();
        return Eventually.HoldsAsync(
            async () => (await regions.ListAsync(default)).Count == 1,
            () => Task.FromResult($"The region was not heard of. {Log}")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        await Kube.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
