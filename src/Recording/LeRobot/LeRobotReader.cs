using System.Security.Cryptography;
using Forewarn.Core;

namespace Forewarn.Recording.LeRobot;

/// <summary>
/// An open LeRobot v3.0 data set: episodes are read one at a time, in any order, quickest in their own. Not for several
/// threads at once.
/// </summary>
public sealed class LeRobotReader : IDisposable
{
    private readonly Dictionary<(int Chunk, int File), long> _firstFrames = [];
    private DataFileReader? _open;

    private LeRobotReader(string folder)
    {
        Folder = folder;
        Info = LeRobotInfoReader.Read(folder);
        Tasks = TaskTable.Read(Path.Combine(folder, LeRobotLayout.Tasks));
        Episodes = [.. EpisodeTable.Read(folder).OrderBy(e => e.Index)];
        foreach (var episode in Episodes)
        {
            var place = (episode.ChunkIndex, episode.FileIndex);
            _firstFrames[place] = Math.Min(episode.FromIndex, _firstFrames.GetValueOrDefault(place, long.MaxValue));
        }
    }

    public string Folder { get; }

    public LeRobotInfo Info { get; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<LeRobotEpisodeInfo> Episodes { get; }

    /// <summary>Task texts by task index.</summary>
    public IReadOnlyDictionary<long, string> Tasks { get; }

    /// <summary>Features that can be read.</summary>
    public IEnumerable<LeRobotFeature> Readable => Info.Features.Where(f => f.ElementType is not null);

    /// <summary>Features that cannot be read: videos, and dtypes that are not known here.</summary>
    public IEnumerable<LeRobotFeature> Unavailable => Info.Features.Where(f => f.ElementType is null);

    /// <summary>Whether a folder looks like a LeRobot data set, of whatever version.</summary>
    public static bool IsDataSet(string folder) => File.Exists(Path.Combine(folder, LeRobotLayout.Info));

    /// <exception cref="ForewarnException">No LeRobot v3.0 data set, or a damaged one.</exception>
    public static LeRobotReader Open(string folder) => new(folder);

    /// <param name="position">Position in <see cref="Episodes"/>.</param>
    /// <param name="features">Names of the wanted features; all readable ones when none is given.</param>
    /// <exception cref="ForewarnException">A file is missing or damaged, a feature is unknown or a video.</exception>
    public LeRobotEpisode ReadEpisode(int position, params IReadOnlyCollection<string> features)
    {
        var episode = Episodes[position];
        var wanted = features.Count == 0 ? Readable : features.Select(RequireReadable);
        var numbers = ReadColumn(episode, Info.Find("episode_index")!).As<long>();
        if (numbers.IndexOfAnyExcept(episode.Index) is int stray and >= 0)
            throw LeRobotFaults.Damaged(_open!.Path, $"a frame of episode {numbers[stray]} as frame {stray} of episode {episode.Index}",
                "frames where meta/episodes says");
        return new(episode, wanted.ToDictionary(f => f.Name, f => ReadColumn(episode, f)));
    }

    /// <summary>The text of every frame's task.</summary>
    public string[] TasksOf(LeRobotEpisode episode) =>
        Array.ConvertAll(episode["task_index"].As<long>().ToArray(), index => Tasks.TryGetValue(index, out string? text)
            ? text
            : throw LeRobotFaults.Damaged(LeRobotLayout.Tasks, $"no task {index}", $"the task of episode {episode.Info.Index}"));

    /// <summary>Hash of the descriptions (features, tasks, episodes with their statistics): identifies the data.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string meta = Path.Combine(Folder, "meta");
        foreach (string file in Directory.GetFiles(meta, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => _open?.Dispose();

    internal LeRobotColumn ReadColumn(LeRobotEpisodeInfo episode, LeRobotFeature feature) =>
        OpenFile(episode.ChunkIndex, episode.FileIndex).Read(feature, FirstRow(episode), episode.Length);

    /// <summary>Where an episode begins in its file: files hold whole episodes in order.</summary>
    internal long FirstRow(LeRobotEpisodeInfo episode) => episode.FromIndex - _firstFrames[(episode.ChunkIndex, episode.FileIndex)];

    internal DataFileReader OpenFile(int chunk, int file)
    {
        string path = Path.Combine(Folder, Info.DataFile(chunk, file));
        if (_open?.Path == path) return _open;
        _open?.Dispose();
        _open = null;
        return _open = new DataFileReader(path);
    }

    private LeRobotFeature RequireReadable(string name)
    {
        var feature = Info.Find(name) ?? throw LeRobotFaults.Wrong($"data set '{Folder}'", $"no feature '{name}'",
            $"one of {string.Join(", ", Readable.Select(f => f.Name))}", "Name one of these.");
        if (feature.IsVideo)
            throw LeRobotFaults.Wrong($"feature '{name}'", "pictures in MP4 videos", "pictures in the parquet files",
                "Videos are not decoded here: record with use_videos=false, or read the other features.");
        return feature.ElementType is not null ? feature
            : throw LeRobotFaults.Wrong($"feature '{name}'", $"dtype {feature.Dtype}", "numbers, string or image", "Read the other features.");
    }
}
