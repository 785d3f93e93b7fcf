using Azure;
using Mothership.Bus;
using Mothership.Domain.Errors;
using Mothership.Domain.Payments;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Http;

/// <summary>What exceptions of the parts below mean to a customer.</summary>
internal static class KnownErrors
{
    /// <summary>The error that an exception stands for; null when nobody foresaw it.</summary>
    internal static MothershipException? Of(Exception error) =>
        error switch
        {
            MothershipException known => known,
            AggregateException { InnerExceptions: [var only] } => Of(only),
            StaleWriteException => new(
                ErrorKind.Conflict,
                "concurrent_change",
                "Somebody else was changing this at the same time. Read it again and repeat the request."
            ),
            RequestFailedException { Status: 0 or 408 or 429 or >= 500 }
            or BusUnavailableException
            or PaymentProviderException
            or TimeoutException => new(
                ErrorKind.Unavailable,
                "temporarily_unavailable",
                "A part that is needed does not answer. Try again."
            ),
            _ => null,
        };
}
