using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Forewarn.Core;
using Forewarn.Simulation.MuJoCo.Gl;

namespace Forewarn.Simulation.MuJoCo;

/// <summary>
/// Off-screen pictures of a model from its fixed cameras. Owns one OpenGL context; any thread may call it, one at a
/// time. Many renderers may work side by side.
/// </summary>
public sealed unsafe class Renderer : IDisposable
{
    private readonly MujocoModel _model;
    private readonly MujocoRuntime _runtime;
    private readonly GlContext _gl;
    private readonly nint _scene, _context, _option, _camera;
    private readonly byte[] _pixels;
    private bool _disposed;

    /// <param name="model">The scene; it must not be disposed before the renderer.</param>
    /// <param name="height">H, pixels.</param>
    /// <param name="width">W, pixels.</param>
    /// <param name="quality">Fast unless the picture is for people.</param>
    /// <exception cref="ForewarnException">
    /// There is no off-screen OpenGL here; the message names the packages.
    /// </exception>
    public Renderer(MujocoModel model, int height, int width, RenderQuality quality = RenderQuality.Fast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        (_model, _runtime, Height, Width) = (model, model.Runtime, height, width);
        _gl = GlPlatform.Current.CreateContext();
        _pixels = new byte[height * width * 3];
        (_scene, _context) = (Allocate("mjvScene"), Allocate("mjrContext"));
        (_option, _camera) = (Allocate("mjvOption"), Allocate("mjvCamera"));
        try
        {
            WithContext(() => Prepare(quality));
        }
        catch
        {
            _gl.Dispose();
            FreeStructs();
            throw;
        }
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>The OpenGL platform in use, for reports.</summary>
    public static string Platform => GlPlatform.Current.Name;

    /// <summary>Whether pictures can be made here, and why not.</summary>
    public static bool IsAvailable([NotNullWhen(false)] out string? reason)
    {
        try
        {
            _ = GlPlatform.Current;
            return MujocoLibrary.IsAvailable(out reason);
        }
        catch (ForewarnException e)
        {
            reason = e.Message;
            return false;
        }
    }

    /// <summary>
    /// Draws the present poses; they follow the state only after <see cref="MujocoData.Forward"/> or a step.
    /// </summary>
    /// <param name="data">A simulation of this renderer's model.</param>
    /// <param name="camera">Number of a camera of the model.</param>
    /// <param name="rgb">Receives <c>[H, W, 3]</c>, top row first.</param>
    public void Render(MujocoData data, int camera, Span<byte> rgb)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)camera, (uint)_model.Ncam, nameof(camera));
        Shape.Require("picture", rgb.Length, ("H", Height), ("W", Width), ("rgb", 3));
        if (!ReferenceEquals(data.Model, _model))
            throw new ForewarnException("A renderer draws only simulations of its own model.");
        WithContext(() => Draw(data, camera));
        int stride = Width * 3;
        for (int y = 0; y < Height; y++) // OpenGL's first row is the bottom one
            _pixels.AsSpan((Height - 1 - y) * stride, stride).CopyTo(rgb[(y * stride)..]);
        GC.KeepAlive(data);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _runtime.Guard.OnOneThread(() =>
        {
            _gl.MakeCurrent();
            _runtime.Guard.Call(_runtime.FreeContext, _context);
            _runtime.Guard.Call(_runtime.FreeScene, _scene);
            _gl.Dispose();
        });
        FreeStructs();
    }

    private void Prepare(RenderQuality quality)
    {
        var (guard, layout) = (_runtime.Guard, _runtime.Layout);
        guard.Call(_runtime.DefaultScene, _scene);
        guard.Call(_runtime.DefaultContext, _context);
        guard.Call(_runtime.DefaultOption, _option);
        guard.Call(_runtime.DefaultCamera, _camera);
        guard.Call(_runtime.MakeScene, _model.Pointer, _scene, Math.Max(500, 4 * _model.Ngeom));
        // The context takes its settings from the model; they are put back so that the model stays as it was loaded.
        lock (_model)
        {
            using var settings = new MujocoVisualSettings(_model);
            settings.Set("vis.global.offwidth", Width);
            settings.Set("vis.global.offheight", Height);
            if (quality == RenderQuality.Fast)
            {
                settings.Set("vis.quality.shadowsize", 0);
                settings.Set("vis.quality.numslices", 12);
                settings.Set("vis.quality.numstacks", 6);
                settings.Set("vis.quality.numquads", 1);
            }
            // Without a current context this call fails once and hangs the next time; WithContext has verified it.
            guard.Call(_runtime.MakeContext, _model.Pointer, _context, layout.Constant("mjFONTSCALE_100"));
        }
        guard.Call(_runtime.SetBuffer, layout.Constant("mjFB_OFFSCREEN"), _context);
    }

    private void Draw(MujocoData data, int camera)
    {
        var (guard, layout) = (_runtime.Guard, _runtime.Layout);
        *(int*)(_camera + layout.Part("mjvCamera.type")) = layout.Constant("mjCAMERA_FIXED");
        *(int*)(_camera + layout.Part("mjvCamera.fixedcamid")) = camera;
        guard.Call(_runtime.UpdateScene, _model.Pointer, data.Pointer, _option, 0, _camera,
            layout.Constant("mjCAT_ALL"), _scene);
        // mjrRect {left, bottom, width, height} by value travels in two integer registers.
        nint size = (nint)((ulong)(uint)Width | ((ulong)(uint)Height << 32));
        guard.Call(_runtime.DrawScene, 0, size, _scene, _context);
        fixed (byte* pixels = _pixels) guard.Call(_runtime.ReadPixels, (nint)pixels, 0, 0, size, _context);
    }

    private void WithContext(Action body) => _runtime.Guard.OnOneThread(() =>
    {
        _gl.MakeCurrent();
        try
        {
            body();
        }
        finally
        {
            _gl.Release();
        }
    });

    private nint Allocate(string type) => (nint)NativeMemory.AllocZeroed((nuint)_runtime.Layout.Size(type));

    private void FreeStructs()
    {
        foreach (nint block in new[] { _scene, _context, _option, _camera }) NativeMemory.Free((void*)block);
    }
}
