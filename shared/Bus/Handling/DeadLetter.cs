using System.Globalization;
using System.Text;
using Mothership.Bus.Records;

namespace Mothership.Bus.Handling;

/// <summary>Sets a message aside that nobody can handle: as it was, with the reason in its headers.</summary>
public static class DeadLetter
{
    /// <summary>The dead letter of a message.</summary>
    /// <param name="record">The message as it came.</param>
    /// <param name="failure">Why it can't be handled.</param>
    /// <param name="attempts">How often it was tried.</param>
    public static BusMessage Of(BusRecord record, ParseFailure failure, int attempts)
    {
        var headers = new List<KeyValuePair<string, string>>(record.Headers.Count + 5);
        foreach (var header in record.Headers)
            headers.Add(new(header.Key, header.Value is null ? "" : Encoding.UTF8.GetString(header.Value)));
        headers.Add(new(BusHeaders.DeadReason, $"{failure.Reason}: {failure.Detail}"));
        headers.Add(new(BusHeaders.DeadTopic, record.Topic));
        headers.Add(new(BusHeaders.DeadPartition, record.Partition.ToString(CultureInfo.InvariantCulture)));
        headers.Add(new(BusHeaders.DeadOffset, record.Offset.ToString(CultureInfo.InvariantCulture)));
        headers.Add(new(BusHeaders.DeadAttempts, attempts.ToString(CultureInfo.InvariantCulture)));
        return new(Topics.DeadLetters, record.KeyText, record.Value, headers);
    }
}
