using Azure;
using Mothership.Bus;
using Mothership.ControlPlane.Http;
using Mothership.Domain.Errors;
using Mothership.Domain.Ports;

namespace Mothership.SystemTests.Api;

public sealed class KnownErrorsTests
{
    public static TheoryData<Exception, ErrorKind?> Errors() =>
        new()
        {
            { new MothershipException(ErrorKind.Invalid, "a", "b"), ErrorKind.Invalid },
            { new AggregateException(new StaleWriteException("it")), ErrorKind.Conflict },
            { new RequestFailedException(503, "busy"), ErrorKind.Unavailable },
            { new RequestFailedException("no connection"), ErrorKind.Unavailable },
            { new RequestFailedException(400, "our fault"), null },
            { new BusUnavailableException("gone"), ErrorKind.Unavailable },
            { new TimeoutException(), ErrorKind.Unavailable },
            { new InvalidOperationException("a defect"), null },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public void Of_Exception_IsWhatTheCustomerIsTold(Exception error, ErrorKind? expected) =>
        (KnownErrors.Of(error)?.Kind).ShouldBe(expected);

    [Fact]
    public void Of_EveryKind_HasAStatus() =>
        Enum.GetValues<ErrorKind>().Select(ErrorAnswer.StatusOf).ShouldAllBe(s => s >= 400 && s <= 503 && s != 500);
}
