using Mothership.Tests.Support.Kube;

namespace Kube.Tests.Support;

/// <summary>
/// A test that needs the API server; skipped, with the command that helps, where there is none to start.
/// </summary>
public sealed class KubeFactAttribute : FactAttribute
{
    public KubeFactAttribute() => Skip = KubeFiles.Missing;
}

/// <summary>The same for a test with cases.</summary>
public sealed class KubeTheoryAttribute : TheoryAttribute
{
    public KubeTheoryAttribute() => Skip = KubeFiles.Missing;
}

/// <summary>Gives a class of tests the server that all of them share.</summary>
public sealed class SharedKube : IAsyncLifetime
{
    private KubeServer? _server;

    public KubeServer Server => _server ?? throw new InvalidOperationException(KubeFiles.Missing);

    public async Task InitializeAsync()
    {
        if (KubeFiles.Missing is null)
            _server = await KubeServer.SharedAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>Gives a class of tests a server of its own, to kill and to compact.</summary>
public sealed class OwnKube : IAsyncLifetime
{
    private KubeServer? _server;

    public KubeServer Server => _server ?? throw new InvalidOperationException(KubeFiles.Missing);

    public async Task InitializeAsync()
    {
        if (KubeFiles.Missing is null)
            _server = await KubeServer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
