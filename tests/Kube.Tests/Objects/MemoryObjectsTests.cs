using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Objects;

/// <summary>The suite on the server in memory that most tests of the operator run on.</summary>
public sealed class MemoryObjectsTests : KubeObjectsCompliance
{
    internal override IObjectsWorld NewWorld() => new World();

    private sealed class World : IObjectsWorld
    {
        private readonly MemoryKube _kube = new();
        private int _names;

        public IKubeObjects Objects => _kube;

        public string NewName() => $"compliance-{++_names}";

        public Task OtherAppliesAsync(KubeObject wanted)
        {
            _kube.ApplyByOther(wanted);
            return Task.CompletedTask;
        }

        public Task OtherMergesAsync(KubeObject of, JsonObject change) =>
            _kube.MergeAsync(of.Kind, of.Namespace, of.Name, change, default);

        public Task SetStatusAsync(KubeObject of, JsonObject status)
        {
            _kube.SetStatus(of, status);
            return Task.CompletedTask;
        }

        public void ForgetTheBeginning() => _kube.Compact();

        public void Dispose() { }
    }
}
