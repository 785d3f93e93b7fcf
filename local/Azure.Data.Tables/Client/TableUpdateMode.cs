namespace Azure.Data.Tables;

/// <summary>What an update does with the properties that the stored entity has and the new one lacks.</summary>
public enum TableUpdateMode
{
    /// <summary>They stay.</summary>
    Merge = 0,

    /// <summary>They are removed.</summary>
    Replace = 1,
}
