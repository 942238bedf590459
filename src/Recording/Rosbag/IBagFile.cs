namespace Forewarn.Recording;

/// <summary>One file of a bag, whatever its storage.</summary>
internal interface IBagFile : IDisposable
{
    IReadOnlyList<BagTopic> Topics { get; }

    /// <summary>Log times of the first and last message; 0 where there is none.</summary>
    long StartTime { get; }

    long EndTime { get; }

    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Metadata { get; }

    IEnumerable<string> Damages { get; }

    IEnumerable<BagMessage> Messages(IReadOnlySet<string>? topics, long from, long to);

    BagMessage? LastBefore(string topic, long time);
}
