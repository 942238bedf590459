using Forewarn.Messages;
using Forewarn.Messages.Tests.Wire;

namespace Forewarn.RosBridge.Rcldotnet.Tests.Conversion;

/// <summary>Every message of ours whose class the workspace has.</summary>
public static class Conversions
{
    private static readonly HashSet<string> Packages = [.. Directory.EnumerateDirectories(Path.Combine(SourcedWorkspace.Prefix, "lib"))
        .Select(folder => Path.GetFileName(folder)!)];

    public static IReadOnlyList<MessageCase> All { get; } = [.. MessageSet.All.Where(one => IsThere(one.Type.Name))];

    public static TheoryData<MessageCase> Data => [.. All];

    /// <summary>Bytes to the workspace's class and back.</summary>
    internal static byte[]? Through(MessageType type, ReadOnlySpan<byte> cdr)
    {
        var conversion = (IConversion)Activator.CreateInstance(
            typeof(Conversion<>).MakeGenericType(SourcedWorkspace.Workspace.Class(type.Name)), type)!;
        return conversion.Through(cdr);
    }

    private static bool IsThere(string type)
    {
        if (!Packages.Contains(type[..type.IndexOf('/')])) return false;
        try
        {
            return SourcedWorkspace.Workspace.Class(type) is not null;
        }
        catch (Core.ForewarnException)
        {
            return false;
        }
    }

    private interface IConversion
    {
        byte[]? Through(ReadOnlySpan<byte> cdr);
    }

    private sealed class Conversion<T>(MessageType type) : IConversion where T : class, ROS2.IRosMessage, new()
    {
        private readonly RclMessage<T> _messages = new(type);

        public byte[]? Through(ReadOnlySpan<byte> cdr)
        {
            var message = new T();
            return _messages.TryRead(cdr, message) ? _messages.Write(message).ToArray() : null;
        }
    }
}
