// llama-server serves web pages that are built apart from it; here it has none.
#include "ui.h"
static const std::vector<llama_ui_asset> none;
const llama_ui_asset * llama_ui_find_asset(const std::string &) { return nullptr; }
const std::vector<llama_ui_asset> & llama_ui_get_assets() { return none; }
bool llama_ui_use_gzip() { return false; }
