using System.Runtime.CompilerServices;
using Forewarn.Messages;
using Forewarn.Messages.RclInterfaces;

namespace Forewarn.RosBridge;

/// <summary>
/// A node's log on <c>/rosout</c>, under the node's name with dots, and for whoever listens to <see cref="Logged"/>. Levels
/// and <c>--disable-rosout-logs</c> are those of the node's arguments.
/// </summary>
public sealed class RosLogger
{
    private readonly RosNode _node;
    private readonly Publisher<Log>? _rosout;
    private readonly Log _entry = new();
    private readonly Lock _gate = new();

    public RosLogger(RosNode node)
    {
        _node = node;
        Name = node.FullName.ToString()[1..].Replace('/', '.');
        Level = LevelOf(Name, node.Args);
        if (node.Args.RosoutLogs) _rosout = node.CreatePublisher<Log>("/rosout", QosProfile.Rosout);
    }

    /// <summary>Every entry at or above the level: level, text.</summary>
    public event Action<LogLevel, string>? Logged;

    public string Name { get; }

    /// <summary>Entries below it are dropped.</summary>
    public LogLevel Level { get; set; }

    public void Debug(
        string text, [CallerFilePath] string file = "", [CallerMemberName] string function = "",
        [CallerLineNumber] int line = 0) =>
        Write(LogLevel.Debug, text, file, function, line);

    public void Info(
        string text, [CallerFilePath] string file = "", [CallerMemberName] string function = "",
        [CallerLineNumber] int line = 0) =>
        Write(LogLevel.Info, text, file, function, line);

    public void Warn(
        string text, [CallerFilePath] string file = "", [CallerMemberName] string function = "",
        [CallerLineNumber] int line = 0) =>
        Write(LogLevel.Warn, text, file, function, line);

    public void Error(
        string text, [CallerFilePath] string file = "", [CallerMemberName] string function = "",
        [CallerLineNumber] int line = 0) =>
        Write(LogLevel.Error, text, file, function, line);

    public void Fatal(
        string text, [CallerFilePath] string file = "", [CallerMemberName] string function = "",
        [CallerLineNumber] int line = 0) =>
        Write(LogLevel.Fatal, text, file, function, line);

    /// <param name="file">Path when the code was compiled; its last part is published.</param>
    public void Write(LogLevel level, string text, string file = "", string function = "", int line = 0)
    {
        if (level < Level) return;
        if (_rosout is not null)
        {
            lock (_gate)
            {
                _node.Clock.Stamp(_entry.Stamp);
                (_entry.Level, _entry.Name, _entry.Msg) = ((byte)level, Name, text);
                (_entry.File, _entry.Function, _entry.Line) = (Path.GetFileName(file), function, (uint)line);
                _rosout.Publish(_entry);
            }
        }

        Logged?.Invoke(level, text);
    }

    // A logger without a level of its own has that of its nearest ancestor, "a" before "a.b".
    private static LogLevel LevelOf(string name, RosArgs args)
    {
        for (string part = name; part.Length > 0; part = part.LastIndexOf('.') is var dot and > 0 ? part[..dot] : "")
            if (args.LoggerLevels.TryGetValue(part, out var level) && level != LogLevel.Unset) return level;
        return args.LogLevel is { } given and not LogLevel.Unset ? given : LogLevel.Info;
    }
}
