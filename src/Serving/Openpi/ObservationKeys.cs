using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// What an observation's parts are called on the wire. A dot makes a map within a map: ALOHA's is <c>images.cam_high</c>;
/// slashes are part of the name, as in LIBERO's <c>observation/image</c>.
/// </summary>
public sealed record ObservationKeys
{
    /// <summary>Key of every camera, by the camera's name.</summary>
    public required IReadOnlyDictionary<string, string> Cameras { get; init; }

    public string State { get; init; } = "observation/state";

    public string Prompt { get; init; } = "prompt";

    /// <summary>Beside a prompt that was asked about, with one observation: what the person says.</summary>
    public string Answer { get; init; } = "answer";

    /// <summary>LIBERO's names: the first camera is the scene's, the second the wrist's; others have their own.</summary>
    public static ObservationKeys Libero(IReadOnlyList<string> cameras) => new()
    {
        Cameras = cameras.Select((camera, i) => (camera, Key: i switch
        {
            0 => "observation/image", 1 => "observation/wrist_image", _ => $"observation/{camera}",
        })).ToDictionary(c => c.camera, c => c.Key),
    };

    /// <summary>The observation as a client sends it: pictures <c>[H, W, 3]</c> of bytes, state <c>[S]</c> float32.</summary>
    /// <exception cref="ForewarnException">A camera is missing.</exception>
    public WireMap ToMap(Observation observation, string? prompt)
    {
        var map = new WireMap();
        foreach (var (camera, key) in Cameras)
        {
            CameraFrame frame = observation.Image(camera);
            Put(map, key, NdArray.Of<byte>(frame.Rgb, frame.Height, frame.Width, 3));
        }
        Put(map, State, NdArray.Of<float>(observation.State, observation.State.Length));
        if (prompt is not null) Put(map, Prompt, prompt);
        return map;
    }

    private static void Put(WireMap map, string key, object value)
    {
        string[] parts = key.Split('.');
        foreach (string part in parts[..^1])
        {
            if (map[part] is not WireMap inner) map[part] = inner = [];
            map = inner;
        }
        map[parts[^1]] = value;
    }
}
