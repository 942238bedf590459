namespace Forewarn.Recording.LeRobot.Checking;

/// <summary>One thing that is wrong with a data set.</summary>
/// <param name="File">File below the data set's folder.</param>
/// <param name="Episode">Episode number, where one is concerned.</param>
/// <param name="Row">Frame of the episode, where one is concerned: the first of them when there are more.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Got">What is there.</param>
public sealed record LeRobotFault(string File, int? Episode, long? Row, string Expected, string Got)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString()
    {
        string place = File + (Episode is { } e ? $" episode {e}" : "") + (Row is { } r ? $" row {r}" : "");
        return $"{place}: expected {Expected}, got {Got}".ReplaceLineEndings(" ");
    }
}
