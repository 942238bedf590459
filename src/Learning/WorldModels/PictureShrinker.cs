using TorchSharp;
using static TorchSharp.torch;

namespace Forewarn.Learning.WorldModels;

/// <summary>Crops and shrinks camera pictures to the model's size, in bytes.</summary>
internal sealed class PictureShrinker : IDisposable
{
    private readonly RssmOptions options;
    private readonly Tensor frontRows, frontColumns, wrist;
    private readonly Tensor? detailRows, detailColumns;

    public PictureShrinker(RssmOptions options)
    {
        this.options = options;
        Tensor Axis(int start, int length) =>
            tensor(AreaResampling.Matrix(options.CameraSize, start, length, options.Resolution), options.Resolution,
                options.CameraSize)
                .DetachFromDisposeScope();
        frontRows = Axis(options.FrontCrop.Top, options.FrontCrop.Size);
        frontColumns = Axis(options.FrontCrop.Left, options.FrontCrop.Size);
        wrist = Axis(0, options.CameraSize);
        if (options.WristDetail is not { } detail) return;
        detailRows = Axis(detail.Top, detail.Size);
        detailColumns = Axis(detail.Left, detail.Size);
    }

    /// <summary>Bytes of one frame, <c>[2, size, size, 3]</c>.</summary>
    public static int FrameBytes(RssmOptions options) => 2 * options.CameraSize * options.CameraSize * 3;

    /// <summary>
    /// Writes episode <paramref name="episode"/> of <paramref name="target"/> <c>[E, F, C, R, R]</c>.
    /// </summary>
    /// <param name="frames">Bytes <c>[F, 2, size, size, 3]</c>.</param>
    public void Into(Tensor target, int episode, byte[] frames, int count)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        int size = options.CameraSize, r = options.Resolution;
        var raw = tensor(frames, [count, 2, size, size, 3], ScalarType.Byte)
            .permute(0, 1, 4, 2, 3).to(ScalarType.Float32);
        Tensor Shrink(int camera, Tensor rows, Tensor columns) =>
            rows.matmul(raw.select(1, camera)).matmul(columns.t()).round().to(ScalarType.Byte);
        var row = target[episode].view(count, options.InputChannels / 3, 3, r, r);
        row.select(1, 0).copy_(Shrink(0, frontRows, frontColumns));
        row.select(1, 1).copy_(Shrink(1, wrist, wrist));
        if (detailRows is not null) row.select(1, 2).copy_(Shrink(1, detailRows, detailColumns!));
    }

    public void Dispose()
    {
        frontRows.Dispose();
        frontColumns.Dispose();
        wrist.Dispose();
        detailRows?.Dispose();
        detailColumns?.Dispose();
    }
}
