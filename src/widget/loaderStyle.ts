/**
 * Everything inside the shadow root; `all: initial` keeps the practice's own styles out. Sides are physical, with a
 * rule for right to left, because phones from before 2021 know no logical insets.
 */
export const LOADER_STYLE = `
:host{all:initial;--accent:#2f6f6a;--on-accent:#fff}
*{box-sizing:border-box;font:600 16px/1.3 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
[hidden]{display:none!important}
button{cursor:pointer;border:0;background:none;color:inherit;min-height:44px;min-width:44px;padding:0}
:focus-visible{outline:3px solid #fff;outline-offset:0;box-shadow:0 0 0 6px #17202a}
svg{display:block;width:24px;height:24px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.launch{position:fixed;bottom:20px;right:20px;z-index:2147483000;display:flex;align-items:center;max-width:calc(100vw - 40px);
min-height:56px;padding:0 20px;border-radius:28px;background:var(--accent);color:var(--on-accent);box-shadow:0 6px 24px rgba(16,32,38,.28)}
.launch span:not(:empty){margin:0 4px 0 10px}
.launch:hover{box-shadow:0 8px 32px rgba(16,32,38,.4)}
.launch .badge{position:absolute;top:-6px;right:-2px;min-width:24px;height:24px;margin:0;padding:0 6px;border-radius:12px;
background:#b3261e;color:#fff;font-size:14px;line-height:24px;text-align:center}
.panel{position:fixed;bottom:20px;right:20px;z-index:2147483001;display:flex;flex-direction:column;width:408px;height:720px;
max-height:calc(100vh - 40px);border-radius:20px;overflow:hidden;background:var(--accent);color:var(--on-accent);
box-shadow:0 12px 48px rgba(16,32,38,.34);animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
.bar{display:flex;justify-content:space-between;align-items:center;flex:none;padding:4px 6px 0}
.exit{display:flex;align-items:center;padding:0 10px;font-size:15px;border-radius:10px}
.exit span{margin:0 8px;text-decoration:underline;text-underline-offset:3px}
.exit svg{width:20px;height:20px}
.close{border-radius:10px}
.close svg{margin:auto}
.body{position:relative;flex:1;min-height:0}
iframe{position:absolute;width:100%;height:100%;border:0}
.down{position:absolute;top:0;right:0;bottom:0;left:0;overflow:auto;padding:24px;background:#fff;color:#17202a}
.down p{margin:0 0 16px;font-weight:400}
.down a{display:block;margin:0 0 12px;padding:14px 16px;border-radius:12px;background:#e8efee;color:#17202a}
.gone{position:fixed;top:0;right:0;bottom:0;left:0;z-index:2147483647;background:#fff}
[dir=rtl] .launch,[dir=rtl] .panel{right:auto;left:20px}
[dir=rtl] .exit svg{transform:scaleX(-1)}
@media (max-width:600px),(max-height:480px){.panel,[dir=rtl] .panel{top:0;right:0;bottom:0;left:0;width:auto;height:auto;max-height:none;border-radius:0}
.launch{bottom:16px}}
@media (prefers-color-scheme:dark){.down{background:#1b2227;color:#e8edef}.down a{background:#2b363d;color:#e8edef}}
@media (prefers-reduced-motion:reduce){.panel{animation:none}}
@media (forced-colors:active){.launch,.panel{border:1px solid}}
@media print{.launch,.panel{display:none}}
`;
