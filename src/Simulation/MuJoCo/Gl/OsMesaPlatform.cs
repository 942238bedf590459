using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo.Gl;

/// <summary>OSMesa: software rendering into a memory buffer.</summary>
internal sealed unsafe class OsMesaPlatform : GlPlatform
{
    private const uint Rgba = 0x1908, UnsignedByte = 0x1401;
    // MuJoCo draws into its own framebuffer object; this buffer only has to exist.
    private const int BufferSize = 16;

    private readonly delegate* unmanaged[Cdecl]<uint, int, int, int, nint, nint> _create;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, uint, int, int, byte> _makeCurrent;
    private readonly delegate* unmanaged[Cdecl]<nint> _current;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _destroy;

    private OsMesaPlatform(nint library)
    {
        nint At(string name) => NativeLibrary.GetExport(library, name);
        _create = (delegate* unmanaged[Cdecl]<uint, int, int, int, nint, nint>)At("OSMesaCreateContextExt");
        _makeCurrent = (delegate* unmanaged[Cdecl]<nint, void*, uint, int, int, byte>)At("OSMesaMakeCurrent");
        _current = (delegate* unmanaged[Cdecl]<nint>)At("OSMesaGetCurrentContext");
        _destroy = (delegate* unmanaged[Cdecl]<nint, void>)At("OSMesaDestroyContext");
    }

    public override string Name => "OSMesa";

    public static GlPlatform Open() => Open("libOSMesa.so.8", library => new OsMesaPlatform(library));

    public override GlContext CreateContext()
    {
        nint context = _create(Rgba, 24, 8, 8, 0);
        return context != 0
            ? new Context(this, context)
            : throw new ForewarnException("OSMesaCreateContextExt failed", ExitCode.Environment);
    }

    private sealed class Context(OsMesaPlatform mesa, nint context) : GlContext
    {
        private readonly void* _buffer = NativeMemory.AllocZeroed(BufferSize * BufferSize * 4);

        public override void MakeCurrent()
        {
            if (mesa._makeCurrent(context, _buffer, UnsignedByte, BufferSize, BufferSize) == 0
                || mesa._current() != context)
                throw new ForewarnException("OSMesaMakeCurrent failed", ExitCode.Environment);
        }

        public override void Release() => mesa._makeCurrent(0, null, 0, 0, 0);

        public override void Dispose()
        {
            Release();
            mesa._destroy(context);
            NativeMemory.Free(_buffer);
        }
    }
}
