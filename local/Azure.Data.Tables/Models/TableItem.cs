#nullable disable
namespace Azure.Data.Tables.Models;

/// <summary>A table.</summary>
public class TableItem
{
    /// <summary>A table of this name.</summary>
    public TableItem(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The table's name.</summary>
    public string Name { get; }
}
