namespace Forewarn.RosBridge;

/// <summary>Sends serialized samples of one topic.</summary>
public interface IRawPublisher : IDisposable
{
    string Topic { get; }

    /// <summary>Subscriptions that are matched now; -1 where the middleware does not tell.</summary>
    int MatchedCount { get; }

    /// <summary>Sends one sample; bytes are copied before the call returns and nothing is allocated.</summary>
    /// <param name="cdr">Encapsulation header and body.</param>
    /// <returns>
    /// False when the sample was not taken within the profile's blocking time (a reliable reader is stuck), or the bytes
    /// are not a sample of the topic's type.
    /// </returns>
    bool Send(ReadOnlySpan<byte> cdr);

    /// <summary>Sends a sample that lies in three parts, with one copy in all.</summary>
    bool Send(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, ReadOnlySpan<byte> tail);

    /// <summary>Says "alive" for a manual-by-topic liveliness profile.</summary>
    void AssertLiveliness();
}
