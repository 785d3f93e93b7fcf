namespace Mothership.Strimzi.DataPlane;

/// <summary>How the KafkaUser of an API key says whose it is.</summary>
public static class CredentialLabels
{
    /// <summary>Label: the API key's public half.</summary>
    public const string Key = "mothership.io/key";

    /// <summary>Label: the user or service account behind it.</summary>
    public const string Owner = "mothership.io/owner";

    /// <summary>Label of the note of a key that opens no cluster: what it opens, such as a registry.</summary>
    public const string Resource = "mothership.io/resource";
}
