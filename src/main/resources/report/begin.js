theme(false);
load();
