using System.Runtime.InteropServices;
using Forewarn.Core;

namespace Forewarn.Simulation.MuJoCo.Gl;

/// <summary>EGL on Mesa's surfaceless platform: no display server, no device file, no surface.</summary>
internal sealed unsafe class EglPlatform : GlPlatform
{
    private const uint Surfaceless = 0x31DD, OpenGlApi = 0x30A2;
    private const int RedSize = 0x3024, GreenSize = 0x3023, BlueSize = 0x3022, DepthSize = 0x3025, StencilSize = 0x3026,
        SurfaceType = 0x3033, PbufferBit = 1, RenderableType = 0x3040, OpenGlBit = 8, End = 0x3038;

    private readonly nint _display, _config;
    private readonly delegate* unmanaged[Cdecl]<uint, uint> _bindApi;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nint, int*, nint> _createContext;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nint, nint, uint> _makeCurrent;
    private readonly delegate* unmanaged[Cdecl]<nint> _currentContext;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, uint> _destroyContext;
    private readonly delegate* unmanaged[Cdecl]<int> _getError;

    private EglPlatform(nint library)
    {
        nint At(string name) => NativeLibrary.GetExport(library, name);
        _getError = (delegate* unmanaged[Cdecl]<int>)At("eglGetError");
        _bindApi = (delegate* unmanaged[Cdecl]<uint, uint>)At("eglBindAPI");
        _createContext = (delegate* unmanaged[Cdecl]<nint, nint, nint, int*, nint>)At("eglCreateContext");
        _makeCurrent = (delegate* unmanaged[Cdecl]<nint, nint, nint, nint, uint>)At("eglMakeCurrent");
        _currentContext = (delegate* unmanaged[Cdecl]<nint>)At("eglGetCurrentContext");
        _destroyContext = (delegate* unmanaged[Cdecl]<nint, nint, uint>)At("eglDestroyContext");
        var getDisplay = (delegate* unmanaged[Cdecl]<uint, nint, nint*, nint>)At("eglGetPlatformDisplay");
        var initialize = (delegate* unmanaged[Cdecl]<nint, int*, int*, uint>)At("eglInitialize");
        var chooseConfig = (delegate* unmanaged[Cdecl]<nint, int*, nint*, int, int*, uint>)At("eglChooseConfig");

        int major, minor, count;
        _display = getDisplay(Surfaceless, 0, null);
        if (_display == 0 || initialize(_display, &major, &minor) != 1) throw Failure("eglInitialize");
        int* wanted = stackalloc int[]
        {
            RedSize, 8, GreenSize, 8, BlueSize, 8, DepthSize, 24, StencilSize, 8,
            SurfaceType, PbufferBit, RenderableType, OpenGlBit, End,
        };
        nint config;
        if (chooseConfig(_display, wanted, &config, 1, &count) != 1 || count < 1) throw Failure("eglChooseConfig");
        _config = config;
        if (_bindApi(OpenGlApi) != 1) throw Failure("eglBindAPI");
    }

    public override string Name => "EGL (surfaceless)";

    public static GlPlatform Open() => Open("libEGL.so.1", library => new EglPlatform(library));

    public override GlContext CreateContext()
    {
        _bindApi(OpenGlApi);
        nint context = _createContext(_display, _config, 0, null);
        return context != 0 ? new Context(this, context) : throw Failure("eglCreateContext");
    }

    private ForewarnException Failure(string call) =>
        new($"{call} failed with 0x{_getError():x}", ExitCode.Environment);

    private sealed class Context(EglPlatform egl, nint context) : GlContext
    {
        public override void MakeCurrent()
        {
            egl._bindApi(OpenGlApi);
            if (egl._makeCurrent(egl._display, 0, 0, context) != 1 || egl._currentContext() != context)
                throw egl.Failure("eglMakeCurrent");
        }

        public override void Release() => egl._makeCurrent(egl._display, 0, 0, 0);

        public override void Dispose()
        {
            Release();
            egl._destroyContext(egl._display, context);
        }
    }
}
