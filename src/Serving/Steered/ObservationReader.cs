using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>Turns an openpi observation into what the models read, or says what does not fit.</summary>
/// <param name="state">Names of the proprioception <c>[S]</c>, for messages.</param>
public sealed class ObservationReader(ObservationKeys keys, IReadOnlyList<PictureFormat> cameras, IReadOnlyList<string> state)
{
    public ObservationKeys Keys => keys;

    /// <summary>
    /// Pictures may be <c>[H, W, 3]</c> or <c>[3, H, W]</c>, of bytes or of floats from 0 to 1. They are not scaled: what a
    /// model was not trained with is refused.
    /// </summary>
    /// <exception cref="ForewarnException">A key is missing, or a picture or the state is of another form.</exception>
    public Observation Read(WireMap map, TimeSpan stamp)
    {
        var frames = new CameraFrame[cameras.Count];
        for (int i = 0; i < frames.Length; i++)
        {
            string key = keys.Cameras.TryGetValue(cameras[i].Camera, out string? named) ? named : cameras[i].Camera;
            frames[i] = Picture(map.Array(key), key, cameras[i]);
        }
        return new(frames, State(map.Array(keys.State)), stamp);
    }

    /// <summary>What the client asks for in words; null when it sends no words.</summary>
    public string? Prompt(WireMap map) => Words(map, keys.Prompt);

    /// <summary>What the client answers to the open question; null when it answers nothing.</summary>
    public string? Answer(WireMap map) => Words(map, keys.Answer);

    private static string? Words(WireMap map, string key) =>
        map.Find(key) is null || string.IsNullOrWhiteSpace(map.Text(key)) ? null : map.Text(key);

    private float[] State(NdArray array)
    {
        if (array.Count != state.Count || array.Rank > 1)
            throw ForewarnException.Of($"key '{keys.State}'", $"{array}", $"[{state.Count}]: {string.Join(", ", state)}",
                "Send the proprioception that the models were trained with.");
        float[] values = array.ToFloats();
        if (Shape.FirstNonFinite(values) is int bad and >= 0)
            throw ForewarnException.Of($"key '{keys.State}'", $"{values[bad]} for {state[bad]}", "finite numbers", "Check the robot's driver.");
        return values;
    }

    private static CameraFrame Picture(NdArray array, string key, PictureFormat format)
    {
        IReadOnlyList<int> shape = array.Shape;
        bool isPlanar = array.Rank == 3 && shape[0] == 3;
        (int height, int width) = array.Rank != 3 ? (-1, -1) : isPlanar ? (shape[1], shape[2]) : (shape[0], shape[1]);
        bool isBytes = array.Type == NdType.UInt8;
        if (height != format.Height || width != format.Width || (!isPlanar && shape[2] != 3) || (!isBytes && array.Type.Kind != 'f'))
            throw ForewarnException.Of($"key '{key}' (camera '{format.Camera}')", $"{array}",
                $"[{format.Height}, {format.Width}, 3] or [3, {format.Height}, {format.Width}], bytes or floats from 0 to 1",
                "Resize the picture before sending it, as in training.");
        byte[] values = isBytes ? array.Bytes.ToArray() : Bytes(array, key);
        return new(format.Camera, height, width, isPlanar ? Interleaved(values, height * width) : values);
    }

    private static byte[] Bytes(NdArray array, string key)
    {
        var bytes = new byte[array.Count];
        for (int i = 0; i < bytes.Length; i++)
        {
            double value = array.At(i);
            // A little beyond is the work of a resizing filter; far beyond is another scale.
            if (!(value is >= -0.01 and <= 1.01))
                throw ForewarnException.Of($"key '{key}'", $"{value}", "floats from 0 to 1", "Divide by 255, or send bytes.");
            bytes[i] = (byte)Math.Clamp(Math.Round(value * 255), 0, 255);
        }
        return bytes;
    }

    private static byte[] Interleaved(byte[] planes, int pixels)
    {
        var rgb = new byte[planes.Length];
        for (int channel = 0; channel < 3; channel++)
            for (int i = 0; i < pixels; i++) rgb[3 * i + channel] = planes[channel * pixels + i];
        return rgb;
    }
}
