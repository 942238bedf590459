namespace Forewarn.Recording.LeRobot;

/// <summary>A row of <c>meta/episodes</c>: which frames are an episode, and which file holds them.</summary>
/// <param name="Index">Episode number, from 0.</param>
/// <param name="Tasks">What the episode is about, in words.</param>
/// <param name="FromIndex">First frame, counted over the whole data set.</param>
/// <param name="ToIndex">The frame behind the last.</param>
/// <param name="Length">Frames, as the row says.</param>
/// <param name="ChunkIndex">Chunk folder of the data file.</param>
/// <param name="FileIndex">Number of the data file in its chunk.</param>
public sealed record LeRobotEpisodeInfo(
    int Index, IReadOnlyList<string> Tasks, long FromIndex, long ToIndex, int Length, int ChunkIndex, int FileIndex);
