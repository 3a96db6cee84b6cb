var t=(e,r={},...o)=>{let a=Object.assign(document.createElement(e),r);return a.append(...o),a},v=(e,r,o="")=>{let a=t("button",{type:"button",textContent:e,className:o});return a.addEventListener("click",()=>{r()}),a},$=e=>{e instanceof HTMLElement&&(e.tabIndex=-1,e.focus({preventScroll:!0}))},z=(e,r)=>{document.getElementById(e)||document.head.append(t("style",{id:e,textContent:r}))},q=0,S=()=>`mb-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${q+=1}`;var C=`/* The design tokens: every color, size, and font that lessons, cards, the book, and reports share. Each is defined here and nowhere else.
   light-dark() picks a color by \`color-scheme\`, which follows JupyterLab's theme, else the book's, else the system's. */
:root {
  color-scheme: light dark;
  /* text and surfaces */
  --mb-ink: light-dark(#1d2528, #e8ecec);
  --mb-soft: light-dark(#526066, #a9b6ba); /* text of less weight */
  --mb-page: light-dark(#f6f5f1, #14191b);
  --mb-paper: light-dark(#ffffff, #1d2427); /* cards */
  --mb-shade: light-dark(#eae8e1, #2a3337); /* what is done, empty, or off */
  --mb-line: light-dark(#75838a, #8b989e); /* the edge of a control */
  --mb-edge: light-dark(#d9d7cf, #37424a); /* the edge of a card, and rules between rows: decoration */
  /* what can be pressed */
  --mb-brand: light-dark(#0b5d66, #6fd0d4);
  --mb-brand-soft: light-dark(#e0f0f0, #123a3e);
  --mb-on-brand: light-dark(#ffffff, #06292d);
  --mb-link: var(--mb-brand);
  --mb-focus: light-dark(#b4532a, #f0a37e); /* the focus ring, and the current step */
  /* verdicts */
  --mb-good: light-dark(#1b6b3a, #7fd8a0);
  --mb-good-soft: light-dark(#e4f4e9, #143322);
  --mb-amber: light-dark(#7a5200, #f2c766);
  --mb-amber-soft: light-dark(#fdf1d5, #3a2e10);
  --mb-bad: light-dark(#a3262a, #ff9d98);
  --mb-bad-soft: light-dark(#fbe6e5, #42191a);
  /* who acts in the history of the Washington rule */
  --mb-legislature: light-dark(#0b5d66, #6fd0d4);
  --mb-commissioner: light-dark(#7b3f8c, #d7a3e6);
  --mb-court: light-dark(#9a5b00, #f0b95c);
  --mb-insurer: light-dark(#4a5a66, #b3c0c8);
  /* type */
  --mb-font: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mb-text: 1.0625rem/1.6 var(--mb-font);
  --mb-small: 0.9375rem;
  --mb-h1: clamp(1.6rem, 4vw, 2.1rem);
  --mb-h2: 1.4rem;
  --mb-h3: 1.15rem;
  /* space and shape */
  --mb-measure: 68ch; /* the longest line of text */
  --mb-wide: 72rem; /* forms, timelines, and tables with many columns */
  --mb-gap: 1rem;
  --mb-target: 44px; /* the least height of what a finger presses */
  --mb-radius: 14px;
  --mb-radius-small: 10px;
  --mb-shadow: 0 1px 2px light-dark(rgb(29 37 40 / 8%), transparent), 0 6px 20px light-dark(rgb(29 37 40 / 6%), transparent);
  --mb-lifted: 0 6px 20px rgb(0 0 0 / 30%); /* what lies above the page: a menu, or a card that is dragged */
}
:is([data-theme="light"], [data-jp-theme-light="true"]) {
  color-scheme: light;
}
:is([data-theme="dark"], [data-jp-theme-light="false"]) {
  color-scheme: dark;
}
@media print {
  :root,
  body {
    color-scheme: light !important;
  }
}
`;var A=(e,{questions:r})=>{let o=new Map,a=t("ol",{className:"mb-path"}),n=t("div",{className:"mb-outcome"});n.setAttribute("role","status");let m=v("Start over",()=>i(r[0].id,void 0));e.append(a,n,m);let i=(b,l)=>{let s=r.findIndex(p=>p.id===b);for(let{id:p}of r.slice(s))o.delete(p);l!==void 0&&o.set(b,l),d(),$(e.querySelector(".mb-now, .mb-outcome")??void 0)},d=()=>{let b=T(r,o);a.replaceChildren(...r.map((p,x)=>U(p,x,b,o.get(p.id),i)),B(r,b)),m.hidden=o.size===0;let l=b.steps.at(-1),s=b.outcome&&l?[t("p",{},t("strong",{},`Outcome: ${b.outcome}. `),l.means)]:[];n.replaceChildren(...s)};d()},T=(e,r)=>{let o=[],a=e.at(0);for(;a&&r.has(a.id);){let n=r.get(a.id)?a.yes:a.no;o.push(n);let m=e.find(({id:i})=>i===n.to);if(!m)return{steps:o,now:"",outcome:n.to};a=m}return{steps:o,now:a?.id??"",outcome:""}},U=(e,r,o,a,n)=>{let m=o.now===e.id,i=t("p",{className:"mb-asked"},`${r+1}. ${m?e.question:e.short}`),d=t("div",{className:`mb-question ${m?"mb-now":a===void 0?"mb-later":"mb-lit"}`},i);if(m){let l=t("div",{className:"mb-actions"});l.append(v("Yes",()=>n(e.id,!0),"mb-main"),v("No",()=>n(e.id,!1),"mb-main")),d.append(t("p",{className:"mb-help"},e.help),l)}else if(a!==void 0){let l=a?e.yes.means:e.no.means,s=v("Change",()=>n(e.id,void 0),"mb-change");s.setAttribute("aria-label",`Change the answer to question ${r+1}`),d.append(t("p",{},t("strong",{},a?"Yes. ":"No. "),l),t("p",{className:"mb-source"},`Source: ${e.source}`),s)}let b=t("li",{},d,E("No",a===!1),M(e.no.to,a===!1),E("Yes",a===!0,"mb-down"));return m&&b.setAttribute("aria-current","step"),b},B=(e,r)=>{let o=e.at(-1)?.yes.to??"";return t("li",{},M(o,r.outcome===o))},E=(e,r,o="mb-across")=>t("span",{className:`mb-arrow ${o}${r?" mb-lit":""}`,ariaHidden:"true"},e),M=(e,r)=>t("div",{className:`mb-end${r?" mb-lit":""}`},r?t("span",{ariaHidden:"true"},"➤ "):"",e[0].toUpperCase()+e.slice(1));var H=(e,r)=>{let{services:o,methods:a,most:n}=r,m=o.map((s,p)=>P(r,s,p,()=>l())),i=a.map(s=>V(r,s)),d=t("p",{className:"mb-compared"});d.setAttribute("role","status");let b=t("div",{className:"mb-methods"},...i.map(({el:s})=>s));e.append(...m.map(({el:s})=>s),b,d);let l=()=>{let s=m.map(({value:h})=>h()),p=s.reduce((h,c)=>h*(n+1)+c,0),x=a.map(({results:h,at:c})=>h[c[p]]);i.forEach((h,c)=>h.show(x[c],s)),m.forEach((h,c)=>h.show(a.length===1?x[0].units:void 0,s[c]));let[f,g]=x;d.textContent=g?f.text===g.text?r.same:r.differ:f.text};l()},k=(e,r)=>`${e/r*100}%`,N=({unit:e},r)=>{let o=t("div",{className:"mb-bar"});for(let a=0;a<r;a+=e){let n=t("i",{className:"mb-block"});n.style.left=k(a,r),n.style.width=k(Math.min(e,r-a),r),o.append(n)}return o},P=(e,{code:r,name:o,minutes:a},n,m)=>{let{most:i,marks:d,unit:b}=e,l=S(),s=t("output",{htmlFor:l}),p=t("input",{type:"range",id:l,min:"0",max:String(i),step:"1",value:String(a)});p.addEventListener("input",m);let x=t("i",{className:`mb-fill mb-look-${n}`}),f=d.map((c,u)=>{let w=t("span",{className:"mb-unit"},`${u+1}`);return w.style.left=k(Math.min((u+.5)*b,i),i),w}),g=N(e,i);g.append(x,...f,p);let h=t("div",{className:"mb-marks",ariaHidden:"true"});for(let c of d){let u=t("span",{},String(c));u.style.left=k(c,i),h.append(u)}return{el:t("div",{className:"mb-drag"},t("label",{htmlFor:l},`Minutes of ${o}: `,s),g,h),value:()=>Number(p.value),show:(c,u)=>{s.textContent=String(u),x.style.width=k(u,i),f.forEach((w,y)=>w.classList.toggle("mb-earned",c!==void 0&&y<c)),[...h.children].forEach((w,y)=>w.classList.toggle("mb-reached",u>=d[y])),p.setAttribute("aria-valuetext",`${u} minutes of ${r}`)}}},V=(e,{name:r,how:o,together:a})=>{let{services:n,most:m}=e,i=t("p",{className:"mb-units"}),d=t("p"),b=a?m*n.length:m,l=a?[N(e,b)]:n.map(()=>N(e,b)),s=n.map((f,g)=>t("i",{className:`mb-fill mb-look-${g}`}));s.forEach((f,g)=>l[a?0:g].append(f));let p=t("div",{className:"mb-small",ariaHidden:"true"},...l);return{el:t("section",{className:"mb-method"},t("h4",{},r),t("p",{className:"mb-how"},o),p,i,d),show:(f,g)=>{let h=0;s.forEach((c,u)=>{c.style.left=k(a?h:0,b),c.style.width=k(g[u],b),h+=g[u]}),i.textContent=f.units===1?"1 unit":`${f.units} units`,d.textContent=f.text}}};var I=`/* The pictures. Shapes, patterns, and words repeat what color says. */
.mb-picture, .mb-picture * { box-sizing: border-box }
.mb-picture {
  container-type: inline-size; margin: 0 0 1.4rem; padding: clamp(1rem, 3vw, 1.6rem); border: 1px solid var(--mb-line); border-radius: 14px;
  background: var(--mb-paper); color: var(--mb-ink); font: 1.0625rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
.mb-picture :is(p, ol, dl, dd, h4) { margin: 0; padding: 0; color: inherit; font: inherit }
.mb-picture ol { list-style: none }
.mb-picture strong { font-weight: 600 }
.mb-picture :is(button, summary, input, .mb-question, .mb-outcome):focus-visible { outline: 3px solid var(--mb-focus); outline-offset: 2px }
.mb-picture button {
  min-height: 44px; padding: .4rem 1.1rem; border: 1.5px solid var(--mb-line); border-radius: 10px; background: var(--mb-paper);
  color: var(--mb-ink); font: inherit; font-weight: 600; cursor: pointer;
}
.mb-picture button.mb-main { border-color: var(--mb-brand); background: var(--mb-brand); color: var(--mb-on-brand) }
.mb-picture button:disabled { border-style: dashed; border-color: var(--mb-line); background: none; color: var(--mb-soft); cursor: default }
.mb-picture .mb-actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem }
.mb-picture .mb-source { margin-top: .5rem; color: var(--mb-soft); font-size: .875rem }
.mb-picture .mb-as-text { margin-top: 1rem; font-size: .95rem }
.mb-picture .mb-as-text summary { min-height: 24px; color: var(--mb-link); cursor: pointer }
.mb-picture .mb-as-text ol { padding-left: 1.5rem; list-style: decimal }
.mb-picture .mb-as-text li { margin: .3rem 0 }

/* the timeline */
.mb-picture :is(.mb-legislature) { --hue: var(--mb-legislature); --pattern: none }
.mb-picture :is(.mb-commissioner) { --hue: var(--mb-commissioner); --pattern: repeating-linear-gradient(45deg, transparent 0 4px, rgb(255 255 255 / .75) 4px 6px) }
.mb-picture :is(.mb-court) { --hue: var(--mb-court); --pattern: radial-gradient(circle, rgb(255 255 255 / .85) 1.3px, transparent 1.6px) 0 0 / 6px 6px }
.mb-picture :is(.mb-insurer) { --hue: var(--mb-insurer); --pattern: repeating-linear-gradient(0deg, transparent 0 4px, rgb(255 255 255 / .75) 4px 6px) }
.mb-picture .mb-dot { flex: none; display: inline-block; width: 1.15rem; height: 1.15rem; background: var(--pattern), var(--hue) }
.mb-picture .mb-legislature .mb-dot { border-radius: 50% }
.mb-picture .mb-court .mb-dot { width: 1.3rem; clip-path: polygon(50% 0, 100% 100%, 0 100%) }
.mb-picture .mb-insurer .mb-dot { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); width: 1.3rem; height: 1.3rem }
.mb-lanes { --mb-list: yes; position: relative }
.mb-lanes svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none }
.mb-lanes polyline { fill: none; stroke: var(--mb-line); stroke-width: 1.5; stroke-dasharray: 3 4 }
.mb-lanes polyline.mb-gone { stroke: var(--mb-ink); stroke-width: 2.5; stroke-dasharray: none }
.mb-lanes .mb-heads { display: none }
.mb-lanes .mb-years > li > strong { display: block; margin: .6rem 0 .2rem }
.mb-lanes .mb-event {
  position: relative; display: grid; grid-template-columns: 1.4rem 1fr; column-gap: .6rem; align-items: center; width: 100%; padding: .3rem .5rem;
  border-color: transparent; background: none; text-align: left; font-weight: 400; line-height: 1.25;
}
.mb-lanes .mb-event:hover { border-color: var(--hue) }
.mb-lanes .mb-event[aria-pressed="true"] { border-color: var(--hue); background: var(--mb-brand-soft); font-weight: 600 }
.mb-lanes .mb-lane { grid-column: 2; color: var(--mb-soft); font-size: .85rem; font-weight: 400 }
.mb-lanes .mb-about { margin: .2rem 0 .6rem; padding: .6rem .8rem; border-left: 4px solid var(--mb-brand) }
.mb-timeline .mb-count { color: var(--mb-soft); font-size: .9rem }
.mb-timeline dl { display: grid; grid-template-columns: 1fr; margin-top: .4rem }
.mb-timeline dt { margin-top: .4rem; color: var(--mb-soft); font-size: .9rem }
@container (min-width: 36rem) {
  .mb-lanes { --mb-list: no }
  .mb-lanes .mb-heads, .mb-lanes .mb-years > li { display: grid; grid-template-columns: 3rem repeat(4, minmax(0, 1fr)); grid-auto-flow: row dense; gap: 0 .35rem }
  .mb-lanes .mb-heads { padding: 0 0 .4rem; border-bottom: 1px solid var(--mb-line); font-size: .9rem; font-weight: 600; line-height: 1.25 }
  .mb-lanes .mb-heads span { display: flex; gap: .45rem; align-items: center; color: var(--hue) }
  .mb-lanes .mb-heads span:first-child { grid-column: 2 }
  .mb-lanes .mb-years > li { border-bottom: 1px solid color-mix(in srgb, var(--mb-line) 35%, transparent) }
  .mb-lanes .mb-years > li > strong { grid-row: 1; margin: 0; padding-top: .65rem; font-size: .95rem; line-height: 1.25 }
  .mb-lanes .mb-event { padding: .25rem .3rem; font-size: .9rem; column-gap: .45rem; min-height: 40px }
  .mb-lanes .mb-lane { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .mb-timeline .mb-side { margin-top: 1rem }
  .mb-timeline dl { grid-template-columns: auto 1fr; gap: .2rem .9rem }
  .mb-timeline dt { margin: 0 }
}
@container (min-width: 54rem) {
  .mb-timeline { display: grid }
  .mb-timeline > .mb-lanes { width: calc(100% - 22rem) }
  .mb-timeline > .mb-side { position: absolute; top: 0; right: 0; width: 20rem; margin: 0 }
  .mb-timeline dl { grid-template-columns: 1fr; gap: 0 }
  .mb-timeline dt { margin-top: .5rem }
}

/* minutes */
.mb-minutes .mb-drag { margin: 0 14px .4rem }
.mb-minutes label { font-weight: 600 }
.mb-minutes output { font-size: 1.5rem; font-weight: 700; color: var(--mb-brand) }
.mb-minutes .mb-bar { position: relative; height: 48px; margin-top: .4rem }
.mb-minutes .mb-block { position: absolute; top: 0; height: 100%; border: 1.5px solid var(--mb-line); border-radius: 8px }
.mb-minutes .mb-fill { position: absolute; top: 0; left: 0; height: 100%; border-radius: 8px; background: var(--mb-brand) }
.mb-minutes .mb-fill.mb-look-1 { background: repeating-linear-gradient(45deg, transparent 0 6px, rgb(255 255 255 / .55) 6px 8px), var(--mb-court) }
.mb-minutes .mb-unit {
  position: absolute; top: 50%; translate: -50% -50%; display: grid; place-items: center; width: 1.9rem; height: 1.9rem; border: 1.5px dashed var(--mb-line);
  border-radius: 50%; color: var(--mb-soft); background: var(--mb-paper); font-size: .9rem; visibility: hidden;
}
.mb-minutes .mb-unit.mb-earned { visibility: visible; border: 0; color: var(--mb-ink); font-weight: 700 }
.mb-minutes input[type="range"] {
  position: absolute; inset: -6px -14px; width: calc(100% + 28px); height: 60px; margin: 0; appearance: none; background: none; cursor: grab; border-radius: 10px;
}
.mb-minutes input[type="range"]:active { cursor: grabbing }
.mb-minutes input::-webkit-slider-thumb { appearance: none; width: 28px; height: 60px; border: 3px solid var(--mb-paper); border-radius: 10px; background: var(--mb-focus) }
.mb-minutes input::-moz-range-thumb { width: 22px; height: 54px; border: 3px solid var(--mb-paper); border-radius: 10px; background: var(--mb-focus) }
.mb-minutes .mb-marks { position: relative; height: 2.4rem; margin-top: 8px }
.mb-minutes .mb-marks span { position: absolute; translate: -50%; padding-top: 12px; color: var(--mb-soft); font-size: .9rem }
.mb-minutes .mb-marks span::before { content: ""; position: absolute; top: 0; left: 50%; width: 2.5px; height: 11px; translate: -50%; background: var(--mb-line) }
.mb-minutes .mb-marks .mb-reached { color: var(--mb-ink); font-weight: 700 }
.mb-minutes .mb-marks .mb-reached::before { background: var(--mb-focus) }
.mb-minutes .mb-compared { font-size: 1.1rem; font-weight: 600 }
.mb-minutes .mb-methods { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); margin: .6rem 0 1rem }
.mb-minutes .mb-method { padding: .8rem 1rem; border: 1px solid var(--mb-line); border-radius: 10px }
.mb-minutes .mb-method h4 { font-weight: 600 }
.mb-minutes .mb-how { color: var(--mb-soft); font-size: .92rem }
.mb-minutes .mb-small .mb-bar { height: 22px }
.mb-minutes .mb-small .mb-block { border-radius: 4px }
.mb-minutes .mb-small .mb-fill { border-radius: 3px }
.mb-minutes .mb-units { margin-top: .5rem; font-size: 1.35rem; font-weight: 700; color: var(--mb-brand) }

/* the decision */
.mb-path li { display: grid; grid-template-columns: minmax(0, 1fr) 2.6rem minmax(6.5rem, 10rem); align-items: center; column-gap: .3rem }
.mb-path .mb-question { padding: .6rem .9rem; border: 1.5px dashed var(--mb-line); border-radius: 10px; color: var(--mb-soft) }
.mb-path .mb-question.mb-now { border: 2.5px solid var(--mb-brand); color: var(--mb-ink) }
.mb-path .mb-question.mb-lit { border: 1.5px solid var(--mb-brand); background: var(--mb-brand-soft); color: var(--mb-ink) }
.mb-path .mb-asked { font-weight: 600 }
.mb-path .mb-help { margin-top: .3rem; font-size: .95rem }
.mb-path .mb-lit p { font-size: .95rem }
.mb-path .mb-change { min-height: 32px; margin-top: .3rem; padding: 0 .8rem; font-size: .9rem }
.mb-path .mb-end { padding: .5rem .7rem; border: 1.5px dashed var(--mb-line); border-radius: 99px; color: var(--mb-soft); font-size: .95rem; line-height: 1.25; text-align: center }
.mb-path .mb-end.mb-lit { border: 2.5px solid var(--mb-ink); background: var(--mb-ink); color: var(--mb-paper); font-weight: 700 }
.mb-path li:last-child { grid-template-columns: minmax(0, 1fr) }
.mb-path li:last-child .mb-end { justify-self: start; min-width: 12rem }
.mb-path .mb-arrow { position: relative; color: var(--mb-soft); font-size: .85rem; text-align: center }
.mb-path .mb-across { padding-bottom: 1.2rem }
.mb-path .mb-across::after { content: ""; position: absolute; left: 2px; right: 2px; bottom: .55rem; border-top: 2px dashed var(--mb-line) }
.mb-path .mb-down { grid-column: 1; justify-self: start; width: 5rem; height: 2.1rem; padding-left: 1.4rem; line-height: 2.1rem; text-align: left }
.mb-path .mb-down::after { content: ""; position: absolute; left: 2rem; top: 2px; bottom: 2px; border-left: 2px dashed var(--mb-line) }
.mb-path .mb-down { padding-left: 2.6rem }
.mb-path .mb-arrow.mb-lit { color: var(--mb-ink); font-weight: 700 }
.mb-path .mb-arrow.mb-lit::after { border-style: solid; border-color: var(--mb-brand); border-width: 4px 0 0 }
.mb-path .mb-down.mb-lit::after { border-width: 0 0 0 4px }
.mb-decision .mb-outcome:not(:empty) { margin: .8rem 0; padding: .9rem 1.1rem; border-radius: 10px; background: var(--mb-brand-soft) }
@media (prefers-reduced-motion: no-preference) {
  .mb-picture :is(.mb-end, .mb-question, .mb-event) { transition: background-color .25s, border-color .25s }
  .mb-path .mb-arrow.mb-lit::after { animation: mb-grow .3s ease-out }
  @keyframes mb-grow { from { clip-path: inset(0 100% 100% 0) } to { clip-path: inset(0) } }
}
@media print {
  .mb-picture button:not(.mb-event), .mb-minutes input { display: none }
  .mb-picture .mb-as-text::details-content { content-visibility: visible; block-size: auto }
}
`;var R="http://www.w3.org/2000/svg",j=(e,{lanes:r,events:o})=>{let a=new Map(r.map(({id:c,name:u})=>[c,u])),n=0,m=o.map((c,u)=>F(c,a.get(c.lane)??"",()=>g(u))),i=t("div",{className:"mb-about"});i.setAttribute("aria-live","polite");let d=v("Previous event",()=>g(n-1)),b=v("Next event",()=>g(n+1),"mb-main"),l=document.createElementNS(R,"svg");l.setAttribute("aria-hidden","true");let s=t("div",{className:"mb-lanes"},D(r),G(o,m,r));s.prepend(l);let p=t("div",{className:"mb-side"},t("div",{className:"mb-actions"},d,b));e.append(s,p);let x=()=>getComputedStyle(s).getPropertyValue("--mb-list").trim()==="yes",f=()=>{let c=m[n];x()?c.after(i):p.prepend(i),W(l,s,m,n)},g=c=>{n=Math.min(Math.max(c,0),o.length-1),m.forEach((u,w)=>{u.setAttribute("aria-pressed",String(w===n)),u.classList.toggle("mb-past",w<n)}),d.disabled=n===0,b.disabled=n===o.length-1,i.replaceChildren(...J(o[n],a.get(o[n].lane)??"",`Event ${n+1} of ${o.length}`)),f(),x()&&i.scrollIntoView({block:"nearest"})},h=new ResizeObserver(f);return g(0),h.observe(s),()=>h.disconnect()},F=(e,r,o)=>{let a=v("",o,`mb-event mb-${e.lane}`);return a.append(t("span",{className:"mb-dot",ariaHidden:"true"}),t("span",{className:"mb-short"},e.short),t("span",{className:"mb-lane"},r)),a},D=e=>{let r=t("div",{className:"mb-heads",ariaHidden:"true"});return r.append(...e.map(({id:o,name:a})=>t("span",{className:`mb-${o}`},t("i",{className:"mb-dot"}),a))),r},G=(e,r,o)=>{let a=t("ol",{className:"mb-years"}),n=new Map;return e.forEach((m,i)=>{let d=n.get(m.year)??t("li",{},t("strong",{},m.year));n.set(m.year,d);let b=t("div",{className:"mb-cell"},r[i]);b.style.gridColumn=String(o.findIndex(({id:l})=>l===m.lane)+2),d.append(b)}),a.append(...n.values()),a},J=(e,r,o)=>[t("p",{className:"mb-count"},`${o} · ${r}`),t("p",{},t("strong",{},`${e.date}. ${e.title}`)),t("dl",{},...e.facts.flatMap(([a,n])=>[t("dt",{},a),t("dd",{},n)])),t("p",{className:"mb-source"},`Source: ${e.source}`)],W=(e,r,o,a)=>{let n=r.getBoundingClientRect(),m=o.map(i=>{let{left:d,top:b,width:l,height:s}=i.querySelector(".mb-dot").getBoundingClientRect();return`${Math.round(d+l/2-n.left)},${Math.round(b+s/2-n.top)}`});e.replaceChildren(L(m,"mb-way"),L(m.slice(0,a+1),"mb-gone"))},L=(e,r)=>{let o=document.createElementNS(R,"polyline");return o.setAttribute("points",e.join(" ")),o.setAttribute("class",r),o};var _={decision:A,minutes:H,timeline:j},K=e=>t("details",{className:"mb-as-text"},t("summary",{},"Read it as text"),t("ol",{},...e.map(r=>t("li",{},r)))),Q=({model:e,el:r})=>{z("mb-pictures-style",C+I);let{picture:o,title:a,data:n,lines:m}=e.get("shown"),i=t("figure",{className:`mb-picture mb-${o}`});i.setAttribute("aria-label",a),r.append(i);let d=_[o](i,n);return i.append(K(m)),d},pe={render:Q};export{pe as default};
