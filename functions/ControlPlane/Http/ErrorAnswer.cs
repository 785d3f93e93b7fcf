using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Errors;

namespace Mothership.ControlPlane.Http;

/// <summary>The one place where the product's errors become HTTP.</summary>
internal static class ErrorAnswer
{
    internal static Answer Of(MothershipException error, string requestId) =>
        Of(StatusOf(error.Kind), error.Faults, requestId);

    /// <summary>
    /// The answer to an error that nobody foresaw; what happened is in the log under the request's id.
    /// </summary>
    internal static Answer Unexpected(string requestId) =>
        Of(StatusCodes.Status500InternalServerError, [Unforeseen(requestId)], requestId);

    /// <summary>What is said of such an error.</summary>
    internal static Fault Unforeseen(string requestId) =>
        new("internal_error", $"Something went wrong on our side. Name request {requestId} when you ask about it.");

    internal static Answer Of(int status, IReadOnlyList<Fault> faults, string requestId)
    {
        var body = new ErrorsBody([.. faults.Select(f => Wire(f, status, TitleOf(status, f.Code), requestId))]);
        return Answer.Of(status, body, ApiJson.Wire.ErrorsBody);
    }

    internal static int StatusOf(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Malformed => StatusCodes.Status400BadRequest,
            ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            ErrorKind.QuotaExceeded => StatusCodes.Status402PaymentRequired,
            ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
            ErrorKind.NotFound => StatusCodes.Status404NotFound,
            ErrorKind.NotAcceptable => StatusCodes.Status406NotAcceptable,
            ErrorKind.Conflict => StatusCodes.Status409Conflict,
            ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
            ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
            ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
            ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private static ErrorBody Wire(Fault fault, int status, string title, string requestId)
    {
        var source = fault is { Pointer: null, Parameter: null }
            ? null
            : new ErrorSource(fault.Pointer, fault.Parameter);
        return new ErrorBody(requestId, $"{status}", fault.Code, title, fault.Detail, source);
    }

    private static string TitleOf(int status, string code) =>
        status switch
        {
            StatusCodes.Status402PaymentRequired when code == "payment_overdue" => "Payment Required",
            StatusCodes.Status402PaymentRequired when code == "spend_cap_reached" => "Spend Cap Reached",
            StatusCodes.Status400BadRequest => "Bad Request",
            StatusCodes.Status401Unauthorized => "Authentication Required",
            StatusCodes.Status402PaymentRequired => "Quota Exceeded",
            StatusCodes.Status403Forbidden => "Access Denied",
            StatusCodes.Status404NotFound => "Not Found",
            StatusCodes.Status405MethodNotAllowed => "Method Not Allowed",
            StatusCodes.Status406NotAcceptable => "Not Acceptable",
            StatusCodes.Status409Conflict => "Conflict",
            StatusCodes.Status412PreconditionFailed => "Changed Meanwhile",
            StatusCodes.Status413PayloadTooLarge => "Body Too Large",
            StatusCodes.Status422UnprocessableEntity => "Invalid Configuration",
            StatusCodes.Status429TooManyRequests => "Too Many Requests",
            StatusCodes.Status503ServiceUnavailable => "Temporarily Unavailable",
            _ => "Internal Error",
        };
}
