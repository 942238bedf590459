using System;

namespace Forewarn.Messages;

/// <summary>
/// Takes a copy of every message that passes, for recordings and live views. Called on any thread, the control tick's
/// included: it never blocks, never throws and allocates nothing once a topic is open.
/// </summary>
public interface IMessageTap
{
    /// <summary>Declares a topic; the same name again gives the same number.</summary>
    /// <returns>Number of the topic for <see cref="Take"/>.</returns>
    int Open(Topic topic);

    /// <param name="logTime">When it passed here, ns since the Unix epoch in ROS time.</param>
    /// <param name="publishTime">When it was sent, ns since the Unix epoch by the sender's clock; <paramref name="logTime"/> if unknown.</param>
    /// <param name="cdr">Encapsulation header and body; only valid during the call.</param>
    /// <returns>False when it was dropped because the taker is behind; it counts those itself.</returns>
    bool Take(int topic, long logTime, long publishTime, ReadOnlySpan<byte> cdr);
}
