using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>
/// Writes a LeRobot v3.0 data set: frames are added, episodes are closed, and <see cref="Complete"/> makes the folder
/// appear, whole. Until then everything lies in a temporary folder beside it, which <see cref="Dispose"/> removes.
/// </summary>
public sealed class LeRobotWriter : IDisposable
{
    private readonly string _folder, _temporary;
    private readonly LeRobotInfo _info;
    private readonly LeRobotFeature[] _given;
    private readonly DataFileWriter _data;
    private readonly TaskTable _tasks = new();
    private readonly EpisodeTable _episodes;
    private readonly Dictionary<string, StatisticsAccumulator> _statistics;
    private readonly List<(string Task, Array[] Values)> _frames = [];
    private bool _isComplete;

    /// <param name="folder">The data set's folder; must not exist yet.</param>
    /// <param name="options">What it will hold.</param>
    /// <exception cref="ForewarnException">The folder exists or cannot be made, or a feature cannot be written.</exception>
    public LeRobotWriter(string folder, LeRobotWriterOptions options)
    {
        _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(_folder) || File.Exists(_folder))
            throw LeRobotFaults.Wrong($"data set '{folder}'", "a folder or file that exists", "a new name", "Name another folder, or remove this one.");
        foreach (var feature in options.Features) RequireWritable(feature);
        _given = [.. options.Features];
        _info = new LeRobotInfo
        {
            Fps = options.Fps > 0 ? options.Fps : throw LeRobotFaults.Wrong("fps", $"{options.Fps}", "a positive number", "Name the frame rate."),
            Features = [.. _given, .. LeRobotFeature.Indexes],
            RobotType = options.RobotType,
            ChunksSize = options.ChunksSize,
            DataFilesSizeInMb = options.DataFilesSizeInMb,
        };
        if (_info.Features.GroupBy(f => f.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw LeRobotFaults.Wrong("features", $"'{twice.Key}' twice", "unique names", "Rename or leave out one; index columns are added by themselves.");
        _temporary = _folder + ".partial";
        Guard(() =>
        {
            if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
            Directory.CreateDirectory(_temporary);
        });
        _data = new DataFileWriter(_temporary, _info);
        _episodes = new EpisodeTable(_info);
        _statistics = _info.Features.Where(StatisticsAccumulator.Describes).ToDictionary(f => f.Name, f => new StatisticsAccumulator(f));
    }

    /// <summary>Episodes closed so far.</summary>
    public int Episodes => _episodes.Count;

    /// <summary>Frames of the open episode.</summary>
    public int OpenFrames => _frames.Count;

    /// <summary>Adds a frame to the open episode.</summary>
    /// <param name="task">What is being done, in words.</param>
    /// <param name="values">One array for each feature, of its element type and width; a PNG file for an image.</param>
    /// <exception cref="ForewarnException">A feature is missing, unknown, or of another type or size.</exception>
    public void AddFrame(string task, IReadOnlyDictionary<string, Array> values)
    {
        if (values.Keys.FirstOrDefault(k => _given.All(f => f.Name != k)) is { } stray)
            throw LeRobotFaults.Wrong($"frame {_frames.Count}", $"the feature '{stray}'", "only features named at the start", "Leave it out.");
        _frames.Add((task, [.. _given.Select(f => RequireFits(f, values.TryGetValue(f.Name, out var given) ? given : null))]));
    }

    /// <summary>Writes the open episode and begins the next.</summary>
    /// <exception cref="ForewarnException">The episode has no frames, a picture is damaged, or the disk is full.</exception>
    public void CloseEpisode()
    {
        if (_frames.Count == 0) throw LeRobotFaults.Wrong($"episode {Episodes}", "no frames", "at least one", "Add frames before closing it.");
        var columns = Columns();
        var statistics = new Dictionary<string, LeRobotStatistics>();
        foreach (var column in columns.Where(c => StatisticsAccumulator.Describes(c.Feature)))
        {
            var own = new StatisticsAccumulator(column.Feature);
            own.Add(column);
            statistics[column.Feature.Name] = own.Result();
            _statistics[column.Feature.Name].Add(column);
        }
        Guard(() =>
        {
            var (chunk, file) = _data.Write(_frames.Count, columns);
            var tasks = _frames.Select(f => f.Task).Distinct().ToArray();
            _episodes.Add(new(Episodes, tasks, _episodes.Frames, _episodes.Frames + _frames.Count, _frames.Count, chunk, file), statistics);
        });
        _frames.Clear();
    }

    /// <summary>Writes what is left and moves the data set to its place. An episode that is still open is an error.</summary>
    /// <exception cref="ForewarnException">An episode is open, there is none at all, or the place cannot be written.</exception>
    public void Complete()
    {
        if (_frames.Count > 0)
            throw LeRobotFaults.Wrong($"episode {Episodes}", $"{_frames.Count} frames of an open episode", "a closed one", "Close it first.");
        if (Episodes == 0) throw LeRobotFaults.Wrong($"data set '{_folder}'", "no episodes", "at least one", "Add one first.");
        Guard(() =>
        {
            _data.Close();
            _tasks.Write(Path.Combine(_temporary, LeRobotLayout.Tasks));
            _episodes.Write(_temporary);
            LeRobotStatisticsFile.Write(_temporary, _statistics.ToDictionary(s => s.Key, s => s.Value.Result()));
            var info = _info with { TotalEpisodes = Episodes, TotalFrames = _episodes.Frames, TotalTasks = _tasks.Count };
            LeRobotStatisticsFile.WriteJson(Path.Combine(_temporary, LeRobotLayout.Info), info.ToJson());
            Directory.CreateDirectory(Path.GetDirectoryName(_folder)!);
            Directory.Move(_temporary, _folder);
        });
        _isComplete = true;
    }

    /// <summary>Without <see cref="Complete"/> before it, nothing is left behind.</summary>
    public void Dispose()
    {
        _data.Dispose();
        if (_isComplete || !Directory.Exists(_temporary)) return;
        try
        {
            Directory.Delete(_temporary, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is named as partial, and the next writer of this name removes it.
        }
    }

    private List<LeRobotColumn> Columns()
    {
        int frames = _frames.Count;
        var columns = _given.Select((f, i) => new LeRobotColumn(f, Join(f, i))).ToList();
        Array[] indexes =
        [
            Each(i => (float)((double)i / _info.Fps)), Each(i => (long)i), Each(_ => (long)Episodes), Each(i => _episodes.Frames + i),
            Each(i => (long)_tasks.IndexOf(_frames[i].Task)),
        ];
        columns.AddRange(LeRobotFeature.Indexes.Zip(indexes, (feature, values) => new LeRobotColumn(feature, values)));
        return columns;

        T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, frames).Select(value)];
    }

    private Array Join(LeRobotFeature feature, int position)
    {
        var joined = Array.CreateInstance(feature.ElementType!, _frames.Count * feature.Width);
        for (int i = 0; i < _frames.Count; i++)
        {
            var values = _frames[i].Values[position];
            if (feature.IsImage) joined.SetValue(values, i);
            else Array.Copy(values, 0, joined, i * feature.Width, feature.Width);
        }
        return joined;
    }

    private Array RequireFits(LeRobotFeature feature, Array? values)
    {
        string thing = $"frame {_frames.Count}: feature '{feature.Name}'";
        if (values is null) throw LeRobotFaults.Wrong(thing, "nothing", $"{feature.Dtype} [{string.Join(", ", feature.Shape)}]", "Give every feature in every frame.");
        if (feature.IsImage)
        {
            var (height, width, channels) = PngReader.ReadSize(values as byte[]
                ?? throw LeRobotFaults.Wrong(thing, values.GetType().Name, "a PNG file as bytes", "Encode the picture."));
            return feature.Shape.SequenceEqual([height, width, channels])
                ? values
                : throw LeRobotFaults.Wrong(thing, $"a picture [{height}, {width}, {channels}]", $"[{string.Join(", ", feature.Shape)}]", "Resize it.");
        }
        return values.GetType().GetElementType() == feature.ElementType && values.Length == feature.Width
            ? values
            : throw LeRobotFaults.Wrong(thing, $"{values.Length} values of {values.GetType().GetElementType()!.Name}",
                $"{feature.Width} of {feature.Dtype}", "Give the values as the feature was announced.");
    }

    private static void RequireWritable(LeRobotFeature feature)
    {
        if (feature.ElementType is null)
            throw LeRobotFaults.Wrong($"feature '{feature.Name}'", feature.Dtype, "numbers, string or image", "Store cameras as images.");
        if (feature.Shape.Count == 0 || feature.Shape.Any(d => d < 1) || (feature.IsImage && feature.Shape is not [_, _, 1 or 3 or 4]))
            throw LeRobotFaults.Wrong($"feature '{feature.Name}'", $"the shape [{string.Join(", ", feature.Shape)}]",
                feature.IsImage ? "[height, width, channels]" : "positive sizes", "Correct the shape.");
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw AtomicFile.Unwritable(_folder, fault);
        }
    }
}
