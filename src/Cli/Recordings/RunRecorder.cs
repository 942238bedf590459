using System.CommandLine;
using System.Globalization;
using Forewarn.Cli.CommandLine;
using Forewarn.Cli.Output;
using Forewarn.Core;
using Forewarn.Recording;
using Forewarn.RosBridge;

namespace Forewarn.Cli.Recordings;

/// <summary>The recording that a run leaves unless told otherwise, and the options that tell.</summary>
internal sealed class RunRecorder
{
    private readonly Option<DirectoryInfo?> _record = new("--record")
    {
        Description = "Folder of the recording, made new (MCAP; opens in Foxglove, `ros2 bag` and `replay`). Default: a run folder.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _noRecord = new("--no-record") { Description = "Record nothing." };

    public RunRecorder(Command command)
    {
        command.Add(_record);
        command.Add(_noRecord);
    }

    /// <summary>Begins to record.</summary>
    /// <param name="name">Of the run, for its folder.</param>
    /// <returns>Null when nothing is to be recorded.</returns>
    /// <exception cref="ForewarnException">The folder exists already or cannot be made.</exception>
    public BagRecorder? Begin(Session session, ParseResult line, string name, ulong seed)
    {
        if (line.GetValue(_noRecord)) return null;
        string folder = line.GetValue(_record)?.FullName ?? Path.Combine(RunFolders.Create(name, seed, session.Time), "bag");
        var recorder = new BagRecorder(folder, session.Time, new() { Bag = new() { Session = new Dictionary<string, string> { ["run"] = name } } });
        recorder.Failed += reason => session.Terminal.Error.WriteLine($"the recording ended: {reason}");
        return recorder;
    }

    /// <summary>How the recording does, for <c>/diagnostics</c>: a disk that fails is an error, dropping a warning.</summary>
    public static Action<DiagnosticEntry> Diagnose(BagRecorder recorder)
    {
        long told = 0;
        return entry =>
        {
            long dropped = recorder.Dropped;
            string state = recorder.Failure ?? (dropped > 0 ? $"{dropped} messages were dropped: the disk is behind" : "records");
            entry.Set(recorder.Failure is not null ? DiagnosticLevel.Error : dropped > told ? DiagnosticLevel.Warn : DiagnosticLevel.Ok, state);
            told = dropped;
            entry["file"] = recorder.FilePath;
            entry["messages"] = recorder.Written.ToString(CultureInfo.InvariantCulture);
            foreach (var topic in recorder.Topics.Where(t => t.Dropped > 0))
                entry[$"dropped {topic.Topic.Name}"] = topic.Dropped.ToString(CultureInfo.InvariantCulture);
        };
    }

    /// <summary>Closes the recording and says where it is and what it lacks.</summary>
    public static void End(BagRecorder? recorder, Terminal terminal)
    {
        if (recorder is null) return;
        recorder.Dispose();
        string dropped = recorder.Dropped > 0 ? $", {recorder.Dropped} dropped because the disk was behind" : "";
        terminal.Line($"Recorded {recorder.Written} messages{dropped}: {Path.GetDirectoryName(recorder.FilePath)}");
    }
}
