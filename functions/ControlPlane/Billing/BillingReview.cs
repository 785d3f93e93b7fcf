using Mothership.Domain.Billing;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Billing;

/// <summary>What a customer is told of figures that contradict each other.</summary>
internal static class BillingReview
{
    /// <summary>A reading of figures that may contradict each other.</summary>
    /// <exception cref="MothershipException">Conflict: they do.</exception>
    internal static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (BillingContradictionException contradiction)
        {
            throw new MothershipException(
                ErrorKind.Conflict,
                "billing_under_review",
                "The figures of this period contradict each other and are being looked at. Nothing is billed "
                    + "before that.",
                operatorDetail: contradiction.Message
            );
        }
    }
}
