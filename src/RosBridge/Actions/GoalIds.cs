using Forewarn.Messages.UniqueIdentifierMsgs;

namespace Forewarn.RosBridge;

/// <summary>Goal ids as messages: 16 bytes in the order in which they are written out.</summary>
internal static class GoalIds
{
    public static Guid Read(UUID message) => new(message.Uuid, bigEndian: true);

    public static void Write(UUID into, Guid id) => id.TryWriteBytes(into.Uuid, bigEndian: true, out _);
}
