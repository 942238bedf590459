using Forewarn.Core;
using Forewarn.Recording;

namespace Forewarn.Serving;

/// <summary>What a <see cref="ConsoleModule"/> serves besides its feed.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Orders are taken with these; null where there is nothing to order.</summary>
    public IConsoleCommands? Commands { get; init; }

    /// <summary>Opens a world model of the console's own, for pictures of what was imagined; null shows none.</summary>
    public Func<IWorldModel>? Imagination { get; init; }

    /// <summary>Where plans are seen.</summary>
    public CameraRig Cameras { get; init; } = CameraRig.None;

    /// <summary>Where judgments between plans are kept; the caller disposes of it. Null: nothing can be labeled.</summary>
    public PreferenceFile? Labels { get; init; }

    /// <summary>Who labels, for the records.</summary>
    public string Labeler { get; init; } = "operator";

    /// <summary>What a page must know; null lets in everybody who reaches the address.</summary>
    public string? Key { get; init; }

    /// <summary>Pages at a time; one more is turned away.</summary>
    public int MaxPages { get; init; } = 16;

    /// <summary>Pause between two states that a page is sent.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A page is sent something at least as often as this, so that it knows when the server is gone.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A page that takes nothing for so long is given up; it connects again when it lives.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pictures in the film of one mode.</summary>
    public int FilmPictures { get; init; } = 6;

    /// <summary>Bytes of films that are kept.</summary>
    public long FilmBytes { get; init; } = 32L << 20;
}
