package main

import (
	"cmp"
	"log/slog"
	"os"
	"path/filepath"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/search"
)

// notKept is the setting that keeps no index.
const notKept = "off"

// storeIn is where indexes are kept: in the folder that the setting names, nowhere where
// it is off, and in the usual one else, which may be nowhere too.
func storeIn(setting, usual string, lg *slog.Logger) *search.Store {
	return search.NewStore(folderFor(setting, usual), lg)
}

func folderFor(setting, usual string) string {
	if setting == notKept {
		return ""
	}
	return cmp.Or(setting, usual)
}

// ownStore is where the commands that a user runs keep their index: beside what other
// programs of the user keep and can make anew.
func ownStore(e env) *search.Store {
	usual := ""
	if dir, err := e.cache(); err == nil {
		usual = filepath.Join(dir, "veiviser")
	}
	return storeIn(e.getenv("VEIVISER_INDEX"), usual, slog.New(slog.NewTextHandler(e.log, nil)))
}

// guideAt is where a guide is: its folder, and those of what is local.
type guideAt struct {
	dir   string // empty: the guide built in
	local string // folders, as a path lists them; empty: none
}

// localIn are the folders of a list, each named as it is written; they are looked into when
// they are read.
func localIn(list string) []content.LocalFolder {
	var out []content.LocalFolder
	for _, dir := range filepath.SplitList(list) {
		if dir != "" {
			out = append(out, content.LocalFolder{Name: filepath.ToSlash(dir), FS: os.DirFS(dir)})
		}
	}
	return out
}

// open opens the index over the guide.
func (at guideAt) open(store *search.Store) (*search.Index, error) {
	fsys, err := guideFS(at.dir)
	if err != nil {
		return nil, err
	}
	return store.Open(fsys, localIn(at.local)...)
}

// tellFit tells operators of a guide that the search was not trained on: it does with less.
func tellFit(lg *slog.Logger, ix *search.Index) {
	if search.FitOf(ix) == search.Other {
		lg.Warn("the search goes by the guide's words alone: it was trained on another guide", "release", bot.ShortDigest(ix.Guide().Release()))
	}
}
