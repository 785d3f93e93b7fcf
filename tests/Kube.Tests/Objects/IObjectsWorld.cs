using System.Text.Json.Nodes;
using Mothership.Strimzi.Objects;

namespace Kube.Tests.Objects;

/// <summary>Kubernetes objects to hold against the compliance suite, and somebody else who changes them.</summary>
internal interface IObjectsWorld : IDisposable
{
    /// <summary>The implementation. Its lists come in parts of a few.</summary>
    IKubeObjects Objects { get; }

    /// <summary>A name that no other test uses.</summary>
    string NewName();

    /// <summary>Somebody else applies an object, by force.</summary>
    Task OtherAppliesAsync(KubeObject wanted);

    /// <summary>Somebody else changes an object by a merge patch.</summary>
    Task OtherMergesAsync(KubeObject of, JsonObject change);

    /// <summary>Strimzi writes a status.</summary>
    Task SetStatusAsync(KubeObject of, JsonObject status);

    /// <summary>The first versions of the server are forgotten, and what happened in them.</summary>
    void ForgetTheBeginning();
}
