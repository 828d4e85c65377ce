"""Notebooks as JupyterLab saves and opens them. It loads Jupyter's server, which names it in its settings."""

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from helpers._notebooks import put_widgets, take_widgets


class Contents(AsyncLargeFileManager):
    """Files in which no widget is saved, for without its kernel it shows nothing but an error.

    While the kernel that made it lives, JupyterLab gets it back, so that it is there again after a reload.
    """

    def __init__(self, **options: Any):
        super().__init__(**options)
        self._views: dict[str, dict] = {}  # path → the widgets that its file would hold
        self._made_by: dict[str, int] = {}  # widget → the process that made it

    async def save(self, model: dict, path: str = "") -> dict:
        if model.get("type") == "notebook" and "content" in model:
            process = await self._process(path.strip("/"))
            views = self._views[path.strip("/")] = take_widgets(model["content"])
            for view in views.values() if process else ():
                self._made_by.setdefault(view.get("model_id", ""), process)
        return await super().save(model, path)

    async def get(self, path: str, content: bool = True, *args: Any, **options: Any) -> dict:
        model = await super().get(path, content, *args, **options)
        if content and model["type"] == "notebook":
            take_widgets(model["content"])
            process, views = await self._process(path.strip("/")), self._views.get(path.strip("/"), {})
            alive = {
                place: view
                for place, view in views.items()
                if process and self._made_by.get(view.get("model_id", "")) == process
            }
            put_widgets(model["content"], alive)
        return model

    async def _process(self, path: str) -> int:
        """The process of the kernel that a notebook has; 0 where it has none."""
        server: Any = self.parent
        for session in await server.session_manager.list_sessions():
            if session["path"] == path and session["kernel"]:
                return server.kernel_manager.get_kernel(session["kernel"]["id"]).provisioner.pid or 0
        return 0
