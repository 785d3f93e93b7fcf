#nullable disable
using System.Globalization;
using System.Runtime.Serialization;

namespace Azure.Data.Tables;

/// <summary>A transaction was refused as a whole.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    internal const string FailedIndexKey = "FailedEntity";

    /// <summary>Wraps the failure of the batch request.</summary>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException
        )
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data.Add(key, requestFailedException.Data[key]);
        if (
            int.TryParse(Data[FailedIndexKey] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        )
            FailedTransactionActionIndex = index;
    }

    /// <summary>Serialisation of exceptions is not supported.</summary>
    [Obsolete("Formatter-based serialisation is obsolete.", DiagnosticId = "SYSLIB0051")]
    protected TableTransactionFailedException(SerializationInfo info, StreamingContext context)
        : base(info, context) { }

    /// <summary>
    /// Which action, counted from 0, made the transaction fail; null where the service did not say.
    /// </summary>
    public int? FailedTransactionActionIndex { get; internal set; }
}
