var t=(e,r={},...o)=>{let n=Object.assign(document.createElement(e),r);return n.append(...o),n},v=(e,r,o="")=>{let n=t("button",{type:"button",textContent:e,className:o});return n.addEventListener("click",()=>{r()}),n},$=e=>{e instanceof HTMLElement&&(e.tabIndex=-1,e.focus({preventScroll:!0}))},z=(e,r)=>{document.getElementById(e)||document.head.append(t("style",{id:e,textContent:r}))},R=0,S=()=>`mb-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}-${R+=1}`;var E=(e,{questions:r})=>{let o=new Map,n=t("ol",{className:"mb-path"}),m=t("div",{className:"mb-outcome"});m.setAttribute("role","status");let i=v("Start over",()=>a(r[0].id,void 0));e.append(n,m,i);let a=(b,l)=>{let s=r.findIndex(c=>c.id===b);for(let{id:c}of r.slice(s))o.delete(c);l!==void 0&&o.set(b,l),d(),$(e.querySelector(".mb-now, .mb-outcome")??void 0)},d=()=>{let b=O(r,o);n.replaceChildren(...r.map((c,x)=>j(c,x,b,o.get(c.id),a)),T(r,b)),i.hidden=o.size===0;let l=b.steps.at(-1),s=b.outcome&&l?[t("p",{},t("strong",{},`Outcome: ${b.outcome}. `),l.means)]:[];m.replaceChildren(...s)};d()},O=(e,r)=>{let o=[],n=e.at(0);for(;n&&r.has(n.id);){let m=r.get(n.id)?n.yes:n.no;o.push(m);let i=e.find(({id:a})=>a===m.to);if(!i)return{steps:o,now:"",outcome:m.to};n=i}return{steps:o,now:n?.id??"",outcome:""}},j=(e,r,o,n,m)=>{let i=o.now===e.id,a=t("p",{className:"mb-asked"},`${r+1}. ${i?e.question:e.short}`),d=t("div",{className:`mb-question ${i?"mb-now":n===void 0?"mb-later":"mb-lit"}`},a);if(i){let l=t("div",{className:"mb-actions"});l.append(v("Yes",()=>m(e.id,!0),"mb-main"),v("No",()=>m(e.id,!1),"mb-main")),d.append(t("p",{className:"mb-help"},e.help),l)}else if(n!==void 0){let l=n?e.yes.means:e.no.means,s=v("Change",()=>m(e.id,void 0),"mb-change");s.setAttribute("aria-label",`Change the answer to question ${r+1}`),d.append(t("p",{},t("strong",{},n?"Yes. ":"No. "),l),t("p",{className:"mb-source"},`Source: ${e.source}`),s)}let b=t("li",{},d,C("No",n===!1),M(e.no.to,n===!1),C("Yes",n===!0,"mb-down"));return i&&b.setAttribute("aria-current","step"),b},T=(e,r)=>{let o=e.at(-1)?.yes.to??"";return t("li",{},M(o,r.outcome===o))},C=(e,r,o="mb-across")=>t("span",{className:`mb-arrow ${o}${r?" mb-lit":""}`,ariaHidden:"true"},e),M=(e,r)=>t("div",{className:`mb-end${r?" mb-lit":""}`},r?t("span",{ariaHidden:"true"},"➤ "):"",e[0].toUpperCase()+e.slice(1));var A=(e,r)=>{let{services:o,methods:n,most:m}=r,i=o.map((s,c)=>B(r,s,c,()=>l())),a=n.map(s=>P(r,s)),d=t("p",{className:"mb-compared"});d.setAttribute("role","status");let b=t("div",{className:"mb-methods"},...a.map(({el:s})=>s));e.append(...i.map(({el:s})=>s),b,d);let l=()=>{let s=i.map(({value:h})=>h()),c=s.reduce((h,p)=>h*(m+1)+p,0),x=n.map(({results:h,at:p})=>h[p[c]]);a.forEach((h,p)=>h.show(x[p],s)),i.forEach((h,p)=>h.show(n.length===1?x[0].units:void 0,s[p]));let[f,g]=x;d.textContent=g?f.text===g.text?r.same:r.differ:f.text};l()},y=(e,r)=>`${e/r*100}%`,N=({unit:e},r)=>{let o=t("div",{className:"mb-bar"});for(let n=0;n<r;n+=e){let m=t("i",{className:"mb-block"});m.style.left=y(n,r),m.style.width=y(Math.min(e,r-n),r),o.append(m)}return o},B=(e,{code:r,name:o,minutes:n},m,i)=>{let{most:a,marks:d,unit:b}=e,l=S(),s=t("output",{htmlFor:l}),c=t("input",{type:"range",id:l,min:"0",max:String(a),step:"1",value:String(n)});c.addEventListener("input",i);let x=t("i",{className:`mb-fill mb-look-${m}`}),f=d.map((p,u)=>{let w=t("span",{className:"mb-unit"},`${u+1}`);return w.style.left=y(Math.min((u+.5)*b,a),a),w}),g=N(e,a);g.append(x,...f,c);let h=t("div",{className:"mb-marks",ariaHidden:"true"});for(let p of d){let u=t("span",{},String(p));u.style.left=y(p,a),h.append(u)}return{el:t("div",{className:"mb-drag"},t("label",{htmlFor:l},`Minutes of ${o}: `,s),g,h),value:()=>Number(c.value),show:(p,u)=>{s.textContent=String(u),x.style.width=y(u,a),f.forEach((w,k)=>w.classList.toggle("mb-earned",p!==void 0&&k<p)),[...h.children].forEach((w,k)=>w.classList.toggle("mb-reached",u>=d[k])),c.setAttribute("aria-valuetext",`${u} minutes of ${r}`)}}},P=(e,{name:r,how:o,together:n})=>{let{services:m,most:i}=e,a=t("p",{className:"mb-units"}),d=t("p"),b=n?i*m.length:i,l=n?[N(e,b)]:m.map(()=>N(e,b)),s=m.map((f,g)=>t("i",{className:`mb-fill mb-look-${g}`}));s.forEach((f,g)=>l[n?0:g].append(f));let c=t("div",{className:"mb-small",ariaHidden:"true"},...l);return{el:t("section",{className:"mb-method"},t("h4",{},r),t("p",{className:"mb-how"},o),c,a,d),show:(f,g)=>{let h=0;s.forEach((p,u)=>{p.style.left=y(n?h:0,b),p.style.width=y(g[u],b),h+=g[u]}),a.textContent=f.units===1?"1 unit":`${f.units} units`,d.textContent=f.text}}};var H=`/* The pictures. Shapes, patterns, and words repeat what color says. */
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
`;var L="http://www.w3.org/2000/svg",q=(e,{lanes:r,events:o})=>{let n=new Map(r.map(({id:p,name:u})=>[p,u])),m=0,i=o.map((p,u)=>V(p,n.get(p.lane)??"",()=>g(u))),a=t("div",{className:"mb-about"});a.setAttribute("aria-live","polite");let d=v("Previous event",()=>g(m-1)),b=v("Next event",()=>g(m+1),"mb-main"),l=document.createElementNS(L,"svg");l.setAttribute("aria-hidden","true");let s=t("div",{className:"mb-lanes"},Y(r),F(o,i,r));s.prepend(l);let c=t("div",{className:"mb-side"},t("div",{className:"mb-actions"},d,b));e.append(s,c);let x=()=>getComputedStyle(s).getPropertyValue("--mb-list").trim()==="yes",f=()=>{let p=i[m];x()?p.after(a):c.prepend(a),G(l,s,i,m)},g=p=>{m=Math.min(Math.max(p,0),o.length-1),i.forEach((u,w)=>{u.setAttribute("aria-pressed",String(w===m)),u.classList.toggle("mb-past",w<m)}),d.disabled=m===0,b.disabled=m===o.length-1,a.replaceChildren(...D(o[m],n.get(o[m].lane)??"",`Event ${m+1} of ${o.length}`)),f(),x()&&a.scrollIntoView({block:"nearest"})},h=new ResizeObserver(f);return g(0),h.observe(s),()=>h.disconnect()},V=(e,r,o)=>{let n=v("",o,`mb-event mb-${e.lane}`);return n.append(t("span",{className:"mb-dot",ariaHidden:"true"}),t("span",{className:"mb-short"},e.short),t("span",{className:"mb-lane"},r)),n},Y=e=>{let r=t("div",{className:"mb-heads",ariaHidden:"true"});return r.append(...e.map(({id:o,name:n})=>t("span",{className:`mb-${o}`},t("i",{className:"mb-dot"}),n))),r},F=(e,r,o)=>{let n=t("ol",{className:"mb-years"}),m=new Map;return e.forEach((i,a)=>{let d=m.get(i.year)??t("li",{},t("strong",{},i.year));m.set(i.year,d);let b=t("div",{className:"mb-cell"},r[a]);b.style.gridColumn=String(o.findIndex(({id:l})=>l===i.lane)+2),d.append(b)}),n.append(...m.values()),n},D=(e,r,o)=>[t("p",{className:"mb-count"},`${o} · ${r}`),t("p",{},t("strong",{},`${e.date}. ${e.title}`)),t("dl",{},...e.facts.flatMap(([n,m])=>[t("dt",{},n),t("dd",{},m)])),t("p",{className:"mb-source"},`Source: ${e.source}`)],G=(e,r,o,n)=>{let m=r.getBoundingClientRect(),i=o.map(a=>{let{left:d,top:b,width:l,height:s}=a.querySelector(".mb-dot").getBoundingClientRect();return`${Math.round(d+l/2-m.left)},${Math.round(b+s/2-m.top)}`});e.replaceChildren(I(i,"mb-way"),I(i.slice(0,n+1),"mb-gone"))},I=(e,r)=>{let o=document.createElementNS(L,"polyline");return o.setAttribute("points",e.join(" ")),o.setAttribute("class",r),o};var _={decision:E,minutes:A,timeline:q},J=e=>t("details",{className:"mb-as-text"},t("summary",{},"Read it as text"),t("ol",{},...e.map(r=>t("li",{},r)))),K=({model:e,el:r})=>{z("mb-pictures-style",H);let{picture:o,title:n,data:m,lines:i}=e.get("shown"),a=t("figure",{className:`mb-picture mb-${o}`});a.setAttribute("aria-label",n),r.append(a);let d=_[o](a,m);return a.append(J(i)),d},be={render:K};export{be as default};
