namespace Forewarn.Recording.LeRobot;

/// <summary>What a new data set will hold.</summary>
/// <param name="Fps">Frames per second.</param>
/// <param name="Features">Columns without the five index columns, which the writer adds; images, but no videos.</param>
public sealed record LeRobotWriterOptions(int Fps, IReadOnlyList<LeRobotFeature> Features)
{
    /// <summary>Name of the robot, for people.</summary>
    public string? RobotType { get; init; }

    /// <summary>Most files in one chunk folder.</summary>
    public int ChunksSize { get; init; } = 1000;

    /// <summary>A data file is closed before it grows beyond this many MiB.</summary>
    public int DataFilesSizeInMb { get; init; } = 100;
}
