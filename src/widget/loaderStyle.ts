/**
 * Everything inside the shadow root; `all: initial` keeps the practice's own styles out. Sides are physical, with a
 * rule for right to left, because phones from before 2021 know no logical insets.
 */
export const LOADER_STYLE = `
:host{all:initial;--accent:#2f6f6a;--on-accent:#fff}
*{box-sizing:border-box;font:600 16px/1.3 system-ui,sans-serif}
[hidden]{display:none!important}
button{display:flex;align-items:center;justify-content:center;min-width:44px;min-height:44px;padding:0 10px;border:0;border-radius:10px;
background:none;color:inherit;cursor:pointer}
:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #123}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.launch,.panel{position:fixed;bottom:20px;right:20px;z-index:2147483647;background:var(--accent);color:var(--on-accent);
box-shadow:0 8px 32px #1235}
.launch{max-width:calc(100vw - 40px);min-height:56px;padding:0 20px;border-radius:28px}
span:not(:empty){margin:0 8px}
.launch .badge{position:absolute;top:-6px;right:0;margin:0;padding:2px 8px;border-radius:12px;background:#b22;color:#fff;font-size:14px}
.panel{display:flex;flex-direction:column;width:408px;height:720px;max-height:calc(100vh - 40px);border-radius:20px;overflow:hidden}
.bar{display:flex;justify-content:space-between;padding:4px 6px 0}
.exit{text-decoration:underline}
.body{position:relative;flex:1}
iframe,.down{position:absolute;width:100%;height:100%;border:0}
.down{overflow:auto;padding:24px;background:#fff;color:#123}
.down a{display:block;margin:12px 0;padding:14px;border-radius:10px;background:#e8efee;color:inherit}
.gone{position:fixed;top:0;left:0;z-index:2147483647;width:100%;height:100%;background:#fff}
[dir=rtl] .launch,[dir=rtl] .panel{right:auto;left:20px}
[dir=rtl] .exit svg{transform:scaleX(-1)}
@media (max-width:600px),(max-height:480px){.panel,[dir=rtl] .panel{top:0;right:0;bottom:0;left:0;width:auto;height:auto;max-height:none;
border-radius:0}}
@media print{.launch,.panel{display:none}}
`;
