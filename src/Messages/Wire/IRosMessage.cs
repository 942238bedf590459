namespace Forewarn.Messages;

/// <summary>
/// A ROS 2 message as a mutable object that is read into again and again: sequences keep their capacity and unchanged
/// strings their instance, so that receiving allocates nothing once every part has been seen.
/// </summary>
public interface IRosMessage<TSelf> where TSelf : class, IRosMessage<TSelf>, new()
{
    static abstract MessageType Type { get; }

    /// <summary>Appends this message to <paramref name="writer"/>.</summary>
    void WriteTo(CdrWriter writer);

    /// <summary>
    /// Reads into this message. Malformed bytes set <see cref="CdrReader.Failed"/> and leave this message half read;
    /// nothing is thrown.
    /// </summary>
    void ReadFrom(ref CdrReader reader);
}
