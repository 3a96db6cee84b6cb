var t=(e,r={},...a)=>{let n=Object.assign(document.createElement(e),r);return n.append(...a),n},k=({text:e,url:r,checked:a})=>r?[t("a",{href:r,target:"_blank",rel:"noopener"},e),` (checked ${a})`]:[e],w=(e,r,a="")=>{let n=t("button",{type:"button",textContent:e,className:a});return n.addEventListener("click",()=>{r()}),n},$=e=>{e instanceof HTMLElement&&(e.tabIndex=-1,e.focus({preventScroll:!0}))},z=(e,r)=>{document.getElementById(e)||document.head.append(t("style",{id:e,textContent:r}))},U=0,S=()=>`mb-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${U+=1}`;var C=`/* The frame and the buttons that cards and pictures share. */
:is(.mb-card, .mb-picture), :is(.mb-card, .mb-picture) * { box-sizing: border-box }
:is(.mb-card, .mb-picture) {
  margin: 0 0 1.4rem; padding: clamp(1rem, 3vw, 1.6rem); border: 1px solid var(--mb-edge); border-radius: var(--mb-radius);
  background: var(--mb-paper); box-shadow: var(--mb-shadow); color: var(--mb-ink); font: var(--mb-text); overflow-wrap: anywhere;
}
:is(.mb-card, .mb-picture) button {
  min-height: var(--mb-target); padding: .4rem 1.1rem; border: 1.5px solid var(--mb-line); border-radius: var(--mb-radius-small); background: var(--mb-paper);
  color: var(--mb-ink); font: inherit; font-weight: 600; cursor: pointer;
}
:is(.mb-card, .mb-picture) button.mb-main { border-color: var(--mb-brand); background: var(--mb-brand); color: var(--mb-on-brand) }
`;var E=`/* The design tokens: every color, size, and font that lessons, cards, the book, and reports share. Each is defined here and nowhere else.
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
  --mb-measure: 60ch; /* about 68 characters: ch is the width of a zero, which is wider than most letters */
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
`;var A=(e,{questions:r})=>{let a=new Map,n=t("ol",{className:"mb-path"}),m=t("div",{className:"mb-outcome"});m.setAttribute("role","status");let i=w("Start over",()=>l(r[0].id,void 0),"mb-again");e.append(n,m,i);let l=(b,c)=>{let s=r.findIndex(d=>d.id===b);for(let{id:d}of r.slice(s))a.delete(d);c!==void 0&&a.set(b,c),o();let u=e.querySelector(".mb-now")??m;$(u),u.scrollIntoView({block:"nearest"})},o=()=>{let b=Y(r,a);n.replaceChildren(...r.map((d,g)=>_(d,g,b,a.get(d.id),l)),J(r,b)),i.hidden=a.size===0;let c=b.steps.at(-1),s=r[b.steps.length-1]?.source,u=b.outcome&&c&&s?[t("p",{},t("strong",{},`Outcome: ${b.outcome}. `),c.means),t("p",{className:"mb-source"},"Source: ",...k(s))]:[];m.replaceChildren(...u)};o()},Y=(e,r)=>{let a=[],n=e.at(0);for(let m=n&&r.get(n.id);n&&m;m=r.get(n.id)){let i=n[m];a.push(i);let l=e.find(({id:o})=>o===i.to);if(!l)return{steps:a,now:"",outcome:i.to};n=l}return{steps:a,now:n?.id??"",outcome:""}},_=(e,r,a,n,m)=>{let i=a.now===e.id,l=t("p",{className:"mb-asked"},`${r+1}. ${i?e.question:e.short}`),o=t("div",{className:`mb-question ${i?"mb-now":n===void 0?"mb-later":"mb-lit"}`},l);if(i){let u=a.steps.at(-1);u&&o.prepend(t("p",{className:"mb-before"},u.means));let d=t("div",{className:"mb-actions"});d.append(w("Yes",()=>m(e.id,"yes"),"mb-main"),w("No",()=>m(e.id,"no"),"mb-main"),w("Not sure",()=>m(e.id,"unsure"))),o.append(t("p",{className:"mb-help"},e.help),d)}else if(n!==void 0){let u=w("Change",()=>m(e.id,void 0));u.setAttribute("aria-label",`Change the answer to question ${r+1}`),o.append(t("p",{className:"mb-given"},`Your answer: ${n==="unsure"?"not sure":n}`,u))}o.setAttribute("role","group"),o.setAttribute("aria-label",`Question ${r+1}`);let b=e.onward==="yes"?"no":"yes",c={yes:"Yes",no:"No"},s=t("li",{},o,H(c[b],n===b),M(e[b].to,n===b),H(c[e.onward],n===e.onward,"mb-down"));return i&&s.setAttribute("aria-current","step"),s},J=(e,r)=>{let a=e.at(-1),n=a?.[a.onward].to??"";return t("li",{},M(n,r.outcome===n))},H=(e,r,a="mb-across")=>t("span",{className:`mb-arrow ${a}${r?" mb-lit":""}`,ariaHidden:"true"},e),M=(e,r)=>t("div",{className:`mb-end${r?" mb-lit":""}`},r?t("span",{ariaHidden:"true"},"➤ "):"",e[0].toUpperCase()+e.slice(1));var T=(e,r)=>{let{services:a,methods:n,most:m}=r,i=a.map((s,u)=>D(r,s,u,()=>c())),l=n.length>1?n.map(s=>F(r,s)):[],o=t("p",{className:"mb-compared"});o.setAttribute("role","status");let b=t("div",{className:"mb-methods"},...l.map(({el:s})=>s));e.append(...i.map(({el:s})=>s),...l.length?[b]:[],o);let c=()=>{let s=i.map(({value:p})=>p()),u=s.reduce((p,h)=>p*(m+1)+h,0),d=n.map(({results:p,at:h})=>p[h[u]]);l.forEach((p,h)=>p.show(d[h],s)),i.forEach((p,h)=>p.show(n.length===1?d[0].units:void 0,s[h]));let[g,x]=d;o.textContent=x?g.text===x.text?r.same:r.differ:g.text};c()},j=e=>e===1?"1 unit":`${e} units`,y=(e,r)=>`${e/r*100}%`,N=({unit:e},r)=>{let a=t("div",{className:"mb-bar"});for(let n=0;n<r;n+=e){let m=t("i",{className:"mb-block"});m.style.left=y(n,r),m.style.width=y(Math.min(e,r-n),r),a.append(m)}return a},D=(e,{code:r,name:a,minutes:n},m,i)=>{let{most:l,marks:o}=e,b=S(),c=t("strong"),s=t("input",{type:"range",id:b,min:"0",max:String(l),step:"1",value:String(n)});s.addEventListener("input",i);let u=t("i",{className:`mb-fill mb-look-${m}`}),d=t("div",{className:"mb-counts",ariaHidden:"true"});d.hidden=e.methods.length>1,d.append(...o.map((p,h)=>t("span",{},j(h+1))));let g=N(e,l);g.append(u,s);let x=t("div",{className:"mb-marks",ariaHidden:"true"});for(let p of o){let h=t("span",{},String(p));h.style.left=y(p,l),x.append(h)}return{el:t("div",{className:"mb-drag"},t("label",{htmlFor:b},`Minutes of ${a}: `,c),d,g,x),value:()=>Number(s.value),show:(p,h)=>{c.textContent=String(h),u.style.width=y(h,l),[...d.children].forEach((f,v)=>f.classList.toggle("mb-earned",p!==void 0&&v<p)),[...x.children].forEach((f,v)=>f.classList.toggle("mb-reached",h>=o[v])),s.setAttribute("aria-valuetext",`${h} minutes of ${r}`)}}},F=(e,{name:r,together:a})=>{let{services:n,most:m}=e,i=t("p",{className:"mb-units"}),l=t("p"),o=a?m*n.length:m,b=a?[N(e,o)]:n.map(()=>N(e,o)),c=n.map((d,g)=>t("i",{className:`mb-fill mb-look-${g}`}));c.forEach((d,g)=>b[a?0:g].append(d));let s=t("div",{className:"mb-small",ariaHidden:"true"},...b);return{el:t("section",{className:"mb-method"},t("p",{className:"mb-name"},r),s,i,l),show:(d,g)=>{let x=0;c.forEach((p,h)=>{p.style.left=y(a?x:0,o),p.style.width=y(g[h],o),x+=g[h]}),i.textContent=j(d.units),l.textContent=d.text}}};var L=`/* The pictures. Shapes, patterns, and words repeat what color says. */
.mb-picture { container-type: inline-size; --gap: color-mix(in srgb, var(--mb-paper) 75%, transparent) } /* between the lines of a pattern */
.mb-picture :is(p, ol, dl, dd) { margin: 0; padding: 0; color: inherit; font: inherit }
.mb-picture ol { list-style: none }
.mb-picture strong { font-weight: 600 }
.mb-picture :is(button, summary, input, .mb-question, .mb-outcome):focus-visible { outline: 3px solid var(--mb-focus); outline-offset: 2px }
.mb-picture button[aria-disabled="true"] { border-style: dashed; border-color: var(--mb-line); background: none; color: var(--mb-soft); cursor: default }
.mb-picture .mb-actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: .8rem }
.mb-picture .mb-source { margin-top: .5rem; color: var(--mb-soft); font-size: .875rem }
.mb-picture .mb-source a { color: inherit; text-decoration: underline }
.mb-picture .mb-as-text { margin: 1rem 0 0; font-size: .95rem }
.mb-picture .mb-as-text summary { min-height: 24px; color: var(--mb-link); cursor: pointer }
.mb-picture .mb-as-text ol { padding-left: 1.5rem; list-style: decimal }
.mb-picture .mb-as-text li { margin: .3rem 0 }

/* the timeline */
.mb-picture .mb-legislature { --hue: var(--mb-legislature); --pattern: none }
.mb-picture .mb-commissioner { --hue: var(--mb-commissioner); --pattern: repeating-linear-gradient(45deg, transparent 0 4px, var(--gap) 4px 6px) }
.mb-picture .mb-court { --hue: var(--mb-court); --pattern: radial-gradient(circle, var(--gap) 1.3px, transparent 1.6px) 0 0 / 6px 6px }
.mb-picture .mb-insurer { --hue: var(--mb-insurer); --pattern: repeating-linear-gradient(0deg, transparent 0 4px, var(--gap) 4px 6px) }
.mb-picture .mb-dot { flex: none; display: inline-block; width: 1.15rem; height: 1.15rem; background: var(--pattern), var(--hue) }
.mb-picture .mb-legislature .mb-dot { border-radius: 50% }
.mb-picture .mb-court .mb-dot { width: 1.3rem; clip-path: polygon(50% 0, 100% 100%, 0 100%) }
.mb-picture .mb-insurer .mb-dot { clip-path: polygon(50% 0, 100% 50%, 50% 100%, 0 50%); width: 1.3rem; height: 1.3rem }
.mb-lanes { --mb-list: yes; position: relative }
.mb-lanes svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; display: none }
.mb-lanes polyline { fill: none; stroke: var(--mb-line); stroke-width: 1.5; stroke-dasharray: 3 4 }
.mb-lanes polyline.mb-gone { stroke: var(--mb-ink); stroke-width: 2.5; stroke-dasharray: none }
.mb-lanes .mb-heads { display: none }
.mb-lanes .mb-years > li > strong { display: block; margin: .6rem 0 .2rem }
.mb-path .mb-now, .mb-decision .mb-outcome { scroll-margin: 5rem 0 }
.mb-lanes .mb-event {
  position: relative; display: grid; grid-template-columns: 1.4rem 1fr; column-gap: .6rem; align-items: center; width: 100%; padding: .3rem .5rem;
  scroll-margin-top: 5rem; border-color: transparent; background: none; text-align: left; font-weight: 400; line-height: 1.25;
}
.mb-lanes .mb-event:hover { border-color: var(--hue) }
.mb-lanes .mb-event[aria-pressed="true"] { border-color: var(--hue); background: var(--mb-brand-soft) }
.mb-lanes .mb-short { justify-self: start; padding: 0 .2rem; border-radius: 4px; background: var(--mb-paper) } /* covers the line between events */
.mb-lanes .mb-event[aria-pressed="true"] .mb-short { background: none }
.mb-lanes .mb-lane { grid-column: 2; padding: 0 .2rem; color: var(--mb-soft); font-size: .85rem; font-weight: 400 }
.mb-lanes .mb-side { margin: .2rem 0 .6rem; padding: .2rem .8rem .6rem; border-left: 4px solid var(--mb-brand) }
.mb-timeline .mb-side .mb-actions { margin: 0 0 .6rem }
.mb-timeline .mb-count { color: var(--mb-soft); font-size: .9rem }
/* JupyterLab has its own layout for lists of terms */
.mb-timeline.mb-timeline dl { display: grid; grid-template-columns: 1fr; margin-top: .4rem }
.mb-timeline.mb-timeline :is(dt, dd) { float: none; width: auto; margin: 0 }
.mb-timeline.mb-timeline dt { margin-top: .4rem; color: var(--mb-soft); font-size: .9rem; font-weight: 400 }
@container (min-width: 36rem) {
  .mb-lanes { --mb-list: no }
  .mb-lanes svg { display: block }
  .mb-lanes .mb-heads, .mb-lanes .mb-years > li { display: grid; grid-template-columns: 2.8rem 1.1fr 1.2fr 1fr 1fr; grid-auto-flow: row dense; gap: 0 .35rem }
  .mb-lanes .mb-heads { padding: 0 0 .4rem; border-bottom: 1px solid var(--mb-line); font-size: .875rem; font-weight: 600; line-height: 1.25; overflow-wrap: normal }
  .mb-lanes .mb-heads span { display: flex; gap: .35rem; align-items: center; padding-left: .25rem; color: var(--hue) }
  .mb-lanes .mb-heads::before { content: "" }
  .mb-lanes .mb-years > li { border-bottom: 1px solid color-mix(in srgb, var(--mb-line) 35%, transparent) }
  .mb-lanes .mb-years > li > strong { grid-row: 1; margin: 0; padding-top: .65rem; font-size: .95rem; line-height: 1.25 }
  .mb-lanes .mb-event { padding: .2rem .25rem; font-size: .85rem; grid-template-columns: 1.2rem 1fr; column-gap: .3rem; min-height: 40px; overflow-wrap: normal }
  .mb-picture .mb-lanes .mb-dot { width: 1rem; height: 1rem }
  .mb-lanes .mb-lane { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .mb-timeline .mb-side { margin-top: 1rem }
  .mb-timeline.mb-timeline dl { grid-template-columns: auto 1fr; gap: .2rem .9rem }
  .mb-timeline.mb-timeline dt { margin: 0 }
}
@container (min-width: 54rem) {
  .mb-timeline .mb-history { display: grid; grid-template-columns: minmax(0, 1fr) 16rem; gap: 1.25rem; align-items: start }
  .mb-timeline .mb-side { position: sticky; top: 1rem; margin: 0 }
  .mb-timeline.mb-timeline dl { grid-template-columns: 1fr; gap: 0 }
  .mb-timeline.mb-timeline dt { margin-top: .5rem }
}

/* minutes */
.mb-minutes > :is(.mb-as-text, .mb-source) { margin-inline: 14px }
.mb-minutes .mb-drag { margin: 0 14px .4rem }
.mb-minutes label { font-weight: 600 }
.mb-minutes label strong { font-size: 1.5rem; font-weight: 700; color: var(--mb-brand) }
.mb-minutes .mb-bar { position: relative; height: 48px; margin-top: .4rem }
.mb-minutes .mb-block { position: absolute; top: 0; height: 100%; border: 1.5px solid var(--mb-line); border-radius: 8px }
.mb-minutes .mb-fill { position: absolute; top: 0; left: 0; height: 100%; border-radius: 8px; background: var(--mb-brand) }
.mb-minutes .mb-fill.mb-look-1 { background: repeating-linear-gradient(45deg, transparent 0 6px, var(--gap) 6px 8px), var(--mb-court) }
.mb-minutes .mb-counts { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; margin-top: .5rem }
.mb-minutes .mb-counts[hidden] { display: none }
.mb-minutes .mb-counts span { border: 1.5px dashed var(--mb-line); border-radius: 99px; color: var(--mb-soft); font-size: .75rem; line-height: 1.5rem; white-space: nowrap; text-align: center }
.mb-minutes .mb-counts .mb-earned { border: 1.5px solid var(--mb-brand); background: var(--mb-brand); color: var(--mb-on-brand); font-weight: 700 }
.mb-minutes input[type="range"] {
  position: absolute; inset: -6px -14px; width: calc(100% + 28px); height: 60px; margin: 0; appearance: none; background: none; cursor: grab; touch-action: pan-y; border-radius: var(--mb-radius-small);
}
.mb-minutes input[type="range"]:active { cursor: grabbing }
.mb-minutes input::-webkit-slider-thumb { appearance: none; width: 28px; height: 60px; border: 3px solid var(--mb-paper); border-radius: var(--mb-radius-small); background: var(--mb-focus) }
.mb-minutes input::-moz-range-thumb { width: 22px; height: 54px; border: 3px solid var(--mb-paper); border-radius: var(--mb-radius-small); background: var(--mb-focus) }
.mb-minutes .mb-marks { position: relative; height: 2.4rem; margin-top: 8px }
.mb-minutes .mb-marks span { position: absolute; translate: -50%; padding-top: 12px; color: var(--mb-soft); font-size: .9rem }
.mb-minutes .mb-marks span::before { content: ""; position: absolute; top: 0; left: 50%; width: 2.5px; height: 11px; translate: -50%; background: var(--mb-line) }
.mb-minutes .mb-marks .mb-reached { color: var(--mb-ink); font-weight: 700 }
.mb-minutes .mb-marks .mb-reached::before { background: var(--mb-focus) }
.mb-minutes .mb-compared { margin: 0 14px; font-size: 1.1rem; font-weight: 600 }
.mb-minutes .mb-methods { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); margin: .6rem 14px 1rem }
.mb-minutes .mb-method { padding: .8rem 1rem; border: 1px solid var(--mb-line); border-radius: var(--mb-radius-small) }
.mb-minutes .mb-name { font-weight: 600 }
.mb-minutes .mb-small .mb-bar { height: 22px }
.mb-minutes .mb-small .mb-block { border-radius: 4px }
.mb-minutes .mb-small .mb-fill { border-radius: 3px }
.mb-minutes .mb-units { margin-top: .5rem; font-size: 1.35rem; font-weight: 700; color: var(--mb-brand) }

/* the decision */
.mb-decision .mb-again { margin-top: .8rem }
.mb-path li { display: grid; grid-template-columns: 3.4rem minmax(0, 1fr); align-items: center }
.mb-path .mb-question { grid-column: 1 / -1; padding: .6rem .9rem; border: 1.5px dashed var(--mb-line); border-radius: var(--mb-radius-small); color: var(--mb-soft) }
.mb-path .mb-question.mb-now { border: 2.5px solid var(--mb-brand); color: var(--mb-ink) }
.mb-path .mb-question.mb-lit { border: 1.5px solid var(--mb-brand); background: var(--mb-brand-soft); color: var(--mb-ink) }
.mb-path .mb-asked { font-weight: 600 }
.mb-path .mb-help { margin-top: .3rem; font-size: .95rem }
.mb-path .mb-lit p { font-size: .95rem }
.mb-path .mb-given { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: center; justify-content: space-between }
.mb-path .mb-given button { min-height: 36px; padding: 0 .8rem; font-size: .9rem }
.mb-path .mb-before { margin-bottom: .5rem; padding-bottom: .5rem; border-bottom: 1px solid var(--mb-edge); font-size: .95rem }
.mb-path .mb-end {
  justify-self: start; padding: .4rem 1rem; border: 1.5px dashed var(--mb-line); border-radius: 99px; color: var(--mb-soft); font-size: .95rem;
  line-height: 1.25;
}
.mb-path .mb-end.mb-lit { border: 2px solid var(--mb-ink); background: var(--mb-ink); color: var(--mb-paper); font-weight: 700 }
.mb-path li:last-child .mb-end { grid-column: 1 / -1 }
.mb-path .mb-arrow { position: relative; white-space: nowrap; color: var(--mb-soft); font-size: .9rem }
.mb-path .mb-across { height: 3rem; padding-left: 1.5rem; line-height: 2.2rem }
.mb-path .mb-across::after { content: ""; position: absolute; left: 1rem; right: 0; top: 0; height: 50%; border: dashed var(--mb-line); border-width: 0 0 2px 2px }
.mb-path .mb-down { grid-column: 1; height: 2.2rem; padding-left: 1.9rem; line-height: 2.2rem }
.mb-path .mb-down::after { content: ""; position: absolute; left: 1rem; top: -3rem; bottom: 2px; border-left: 2px dashed var(--mb-line) }
.mb-path .mb-arrow.mb-lit { color: var(--mb-ink); font-weight: 700 }
.mb-path .mb-arrow.mb-lit::after { border-style: solid; border-color: var(--mb-brand); border-left-width: 4px }
.mb-path .mb-across.mb-lit::after { border-bottom-width: 4px }
@container (min-width: 34rem) {
  .mb-path li { grid-template-columns: minmax(0, 1fr) 3.2rem 10rem }
  .mb-path .mb-question { grid-column: 1 }
  .mb-path .mb-end { justify-self: stretch; text-align: center }
  .mb-path li:last-child .mb-end { grid-column: 1; justify-self: start; min-width: 14rem }
  .mb-path .mb-across { height: 2.6rem; padding: 0; line-height: 1; text-align: center }
  .mb-path .mb-across::after { left: 2px; right: 2px; border-width: 0 0 2px }
  .mb-path .mb-across.mb-lit::after { border-left-width: 0 }
  .mb-path .mb-down::after { top: 2px }
}
.mb-decision .mb-outcome:not(:empty) { margin: .8rem 0 0; padding: .9rem 1.1rem; border-radius: var(--mb-radius-small); background: var(--mb-brand-soft) }
@media (prefers-reduced-motion: no-preference) {
  .mb-picture :is(.mb-end, .mb-question, .mb-event) { transition: background-color .25s, border-color .25s }
  .mb-path .mb-arrow.mb-lit::after { animation: mb-grow .3s ease-out }
  @keyframes mb-grow { from { clip-path: inset(0 100% 100% 0) } to { clip-path: inset(0) } }
}
@media (forced-colors: active) {
  .mb-picture :is(.mb-dot, .mb-fill, .mb-counts .mb-earned, .mb-marks span::before, .mb-end.mb-lit, .mb-event[aria-pressed="true"]) { forced-color-adjust: none }
  .mb-picture .mb-dot { background: CanvasText }
  .mb-picture .mb-fill { background: Highlight }
  .mb-picture .mb-fill.mb-look-1 { background: repeating-linear-gradient(45deg, Canvas 0 6px, Highlight 6px 10px) }
  .mb-picture .mb-counts .mb-earned { border-color: Highlight; background: Highlight; color: HighlightText }
  .mb-picture .mb-marks span::before { background: CanvasText }
  .mb-path .mb-end.mb-lit { border-color: Highlight; background: Highlight; color: HighlightText }
  .mb-lanes .mb-event { border-color: Canvas; color: ButtonText }
  .mb-lanes .mb-event[aria-pressed="true"] { border-color: Highlight; background: Canvas }
}
@media print {
  .mb-lanes svg { display: none } /* it fits the window, and not the paper */
  .mb-picture .mb-dot { print-color-adjust: exact }
  .mb-picture button:not(.mb-event), .mb-minutes input { display: none }
  .mb-picture .mb-as-text::details-content { content-visibility: visible; block-size: auto }
}
`;var q="http://www.w3.org/2000/svg",R=(e,{lanes:r,events:a})=>{let n=new Map(r.map(({id:f,name:v})=>[f,v])),m=0,i=a.map((f,v)=>Q(f,n.get(f.lane)??"",()=>p(v))),l=t("div",{className:"mb-about"});l.setAttribute("aria-live","polite");let o=w("Previous event",()=>p(m-1)),b=w("Next event",()=>p(m+1),"mb-main"),c=document.createElementNS(q,"svg");c.setAttribute("aria-hidden","true");let s=t("div",{className:"mb-lanes"},W(r),K(a,i,r));s.prepend(c);let u=t("div",{className:"mb-side"},t("div",{className:"mb-actions"},o,b),l);e.classList.add("mb-wide");let d=t("div",{className:"mb-history"},s,u);e.append(d);let g=()=>getComputedStyle(s).getPropertyValue("--mb-list").trim()==="yes",x=()=>{let f=u.contains(document.activeElement)?document.activeElement:null,v=g()?i[m].parentElement:d;u.parentElement!==v&&v?.append(u),f instanceof HTMLElement&&f.focus({preventScroll:!0}),Z(c,s,i,m)},p=(f,v=!0)=>{m=Math.min(Math.max(f,0),a.length-1),i.forEach((O,B)=>O.setAttribute("aria-pressed",String(B===m))),o.setAttribute("aria-disabled",String(m===0)),b.setAttribute("aria-disabled",String(m===a.length-1)),l.replaceChildren(...X(a[m],n.get(a[m].lane)??"",`Event ${m+1} of ${a.length}`)),x(),v&&i[m].scrollIntoView({block:g()?"start":"nearest"})},h=new ResizeObserver(x);return p(0,!1),h.observe(s),()=>h.disconnect()},Q=(e,r,a)=>{let n=w("",a,`mb-event mb-${e.lane}`);return n.append(t("span",{className:"mb-dot",ariaHidden:"true"}),t("span",{className:"mb-short"},e.short),t("span",{className:"mb-lane"},r)),n},W=e=>{let r=t("div",{className:"mb-heads",ariaHidden:"true"});return r.append(...e.map(({id:a,name:n})=>t("span",{className:`mb-${a}`},t("i",{className:"mb-dot"}),n))),r},K=(e,r,a)=>{let n=t("ol",{className:"mb-years"}),m=new Map;return e.forEach((i,l)=>{let o=m.get(i.year)??t("li",{},t("strong",{},i.year));m.set(i.year,o);let b=t("div",{className:"mb-cell"},r[l]);b.style.gridColumn=String(a.findIndex(({id:c})=>c===i.lane)+2),o.append(b)}),n.append(...m.values()),n},X=(e,r,a)=>[t("p",{className:"mb-count"},`${a} · ${r}`),t("p",{},t("strong",{},`${e.date}. ${e.title}`)),t("dl",{},...e.facts.flatMap(([n,m])=>[t("dt",{},n),t("dd",{},m)])),t("p",{className:"mb-source"},"Source: ",...k(e.source))],Z=(e,r,a,n)=>{let m=r.getBoundingClientRect(),i=a.map(l=>{let{left:o,top:b,width:c,height:s}=l.querySelector(".mb-dot").getBoundingClientRect();return`${Math.round(o+c/2-m.left)},${Math.round(b+s/2-m.top)}`});e.replaceChildren(I(i,"mb-way"),I(i.slice(0,n+1),"mb-gone"))},I=(e,r)=>{let a=document.createElementNS(q,"polyline");return a.setAttribute("points",e.join(" ")),a.setAttribute("class",r),a};var ee={decision:A,minutes:T,timeline:R},te=e=>t("details",{className:"mb-as-text"},t("summary",{},"Read it as text"),t("ol",{},...e.map(r=>t("li",{},r)))),re=({model:e,el:r})=>{z("mb-pictures-style",E+C+L);let{picture:a,title:n,data:m,lines:i,source:l}=e.get("shown"),o=t("figure",{className:`mb-picture mb-${a}`});o.setAttribute("aria-label",n),r.append(o);let b=ee[a](o,m);return l&&o.append(t("p",{className:"mb-source"},"Source: ",...k(l))),o.append(te(i)),b},we={render:re};export{we as default};
