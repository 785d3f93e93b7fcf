namespace Mothership.Domain.Errors;

/// <summary>Makes the error for a quota that is used up.</summary>
public static class QuotaExceeded
{
    /// <summary>
    /// The error for a quota such as <c>clusters_per_environment</c>; clients find the name in the detail.
    /// </summary>
    public static MothershipException Of(string quota, int limit) =>
        new(
            ErrorKind.QuotaExceeded,
            "quota_exceeded",
            $"Quota {quota} is used up: {limit} are allowed. Delete what is not needed, or ask for a higher quota."
        );
}
