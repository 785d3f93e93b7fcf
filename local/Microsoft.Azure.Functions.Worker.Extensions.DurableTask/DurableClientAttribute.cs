using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a DurableTaskClient parameter of a function.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The task hub; null: the one of host.json.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The connection's name; null: the one of host.json.</summary>
    public string? ConnectionName { get; set; }
}
