using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Mothership.Local.Tables.Backend;

/// <summary>A refusal of the service: status, code and text as the service words them.</summary>
internal sealed record TableError(int Status, string Code, string Message)
{
    public static readonly TableError EntityAlreadyExists = new(
        409,
        "EntityAlreadyExists",
        "The specified entity already exists."
    );
    public static readonly TableError ResourceNotFound = new(
        404,
        "ResourceNotFound",
        "The specified resource does not exist."
    );
    public static readonly TableError TableNotFound = new(404, "TableNotFound", "The table specified does not exist.");
    public static readonly TableError TableAlreadyExists = new(
        409,
        "TableAlreadyExists",
        "The table specified already exists."
    );
    public static readonly TableError ConditionNotMet = new(
        412,
        "UpdateConditionNotSatisfied",
        "The update condition specified in the request was not satisfied."
    );
    public static readonly TableError InvalidResourceName = new(
        400,
        "InvalidResourceName",
        "The specified resource name contains invalid characters."
    );
    public static readonly TableError NameLength = new(
        400,
        "OutOfRangeInput",
        "The specified resource name length is not within the permissible limits."
    );
    public static readonly TableError KeyTooLarge = new(
        400,
        "KeyValueTooLarge",
        "The specified key value is larger than 1 KiB."
    );
    public static readonly TableError KeyCharacters = new(
        400,
        "OutOfRangeInput",
        "One of the request inputs is out of range: a key contains / \\ # ? or a control character."
    );
    public static readonly TableError PropertyValueTooLarge = new(
        400,
        "PropertyValueTooLarge",
        "The property value exceeds the maximum allowed size (64KB). If the property value is a string, it is UTF-16 "
            + "encoded and the maximum number of characters should be 32K or less."
    );
    public static readonly TableError TooManyProperties = new(
        400,
        "TooManyProperties",
        "The entity contains more properties than allowed. Each entity can include up to 252 properties to store data. "
            + "Each entity also has 3 system properties."
    );
    public static readonly TableError EntityTooLarge = new(
        400,
        "EntityTooLarge",
        "The entity is larger than the maximum allowed size (1MB)."
    );
    public static readonly TableError PropertyNameTooLong = new(
        400,
        "PropertyNameTooLong",
        "The property name exceeds the maximum allowed length (255)."
    );
    public static readonly TableError PropertyNameInvalid = new(
        400,
        "PropertyNameInvalid",
        "The property name is invalid."
    );
    public static readonly TableError OutOfRange = new(
        400,
        "OutOfRangeInput",
        "One of the request inputs is out of range."
    );
    public static readonly TableError DifferentPartitions = new(
        400,
        "CommandsInBatchActOnDifferentPartitions",
        "All commands in a batch must operate on same entity group."
    );
    public static readonly TableError DuplicateRow = new(
        400,
        "InvalidDuplicateRow",
        "The batch request contains multiple changes with same row key. "
            + "An entity can appear only once in a batch request."
    );
    public static readonly TableError TooManyActions = new(
        400,
        "InvalidInput",
        "The batch request operation exceeds the maximum 100 changes per change set."
    );
    public static readonly TableError BodyTooLarge = new(
        413,
        "RequestBodyTooLarge",
        "The request body is too large and exceeds the maximum permissible limit."
    );
    public static readonly TableError ServerBusy = new(503, "ServerBusy", "The server is busy.");

    public static TableError InvalidInput(string why) =>
        new(400, "InvalidInput", $"One of the request inputs is not valid. {why}");

    public static TableError NotImplemented(string what) =>
        new(501, "NotImplemented", $"The requested operation is not implemented on the specified resource: {what}.");

    public static TableError Internal(string why) => new(500, "InternalError", $"The database failed: {why}");

    /// <summary>The answer that carries this error.</summary>
    public Response ToResponse(int? failedIndex = null)
    {
        var text = failedIndex is { } index ? $"{index}:{Message}" : Message;
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["odata.error"] = new { code = Code, message = new { lang = "en-US", value = text } },
            }
        );
        var type = new HttpHeader("Content-Type", "application/json;odata=minimalmetadata;charset=utf-8");
        return new LocalResponse(Status, [type, new HttpHeader("x-ms-error-code", Code)], body);
    }

    /// <summary>The exception for a single request.</summary>
    public RequestFailedException ToException() => new(ToResponse(), null, TablesErrorParser.Instance);

    /// <summary>
    /// The exception for a transaction in which the action at <paramref name="index"/> was refused.
    /// </summary>
    public TableTransactionFailedException ToTransactionException(int index) =>
        new(new RequestFailedException(ToResponse(index), null, TablesErrorParser.Instance));
}
